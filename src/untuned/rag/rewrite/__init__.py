"""REWRITE: a question of a conversation becomes one that stands alone, by rules; guarded and searched beside the original elsewhere."""

"""Drawing formats: from a `Drawing` to text, one module a format."""

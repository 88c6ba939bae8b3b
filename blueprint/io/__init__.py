"""Formats: reading files into documents and writing blueprints; each format is loaded when it is used."""

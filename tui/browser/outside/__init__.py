"""What leaves the browser: text for a clipboard, a file for an editor, an address for a web browser."""

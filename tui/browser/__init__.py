"""The Textual app. The only room that knows Textual."""

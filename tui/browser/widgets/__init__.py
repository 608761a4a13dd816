"""The widgets of the browser, one a file. A widget posts messages; only the app's handlers change state."""

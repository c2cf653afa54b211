"""The whole app in Chromium, as people meet it."""

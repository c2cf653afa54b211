"""The sections of the Outlook page."""

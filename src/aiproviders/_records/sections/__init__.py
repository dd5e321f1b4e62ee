"""The sections of a provider, each with the class of its records and that of their catalog."""

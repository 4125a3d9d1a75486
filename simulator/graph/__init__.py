"""The Graph API as Meta documents it: strict, by data, with its error envelope and codes."""

"""The importer of event files (contracts/events.md): lines in, the services of the pages called, a summary out."""

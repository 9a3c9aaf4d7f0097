"""Pages of the transitions app. A view fetches through `visible_to`, calls a service, and redirects."""

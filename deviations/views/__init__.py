"""Pages of deviations. A view fetches through `visible_to`, calls a service, and redirects."""

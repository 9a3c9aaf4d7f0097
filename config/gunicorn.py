"""How the web is served: the same file in the demo, in the image and in the browser tests."""

import os
from typing import Any

from config.logs import PlainErrors

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# Threads, with an end to what a slow client may take of one (config/worker.py).
worker_class = "config.worker.SteadyWorker"
# Read once, before the fork: half the time to the first answer, and half the memory.
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
# What a client may send before the program sees it: bytes of the first line (an address of ours is below 300, a search
# with dates below 2,000), headers, and bytes of each.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
worker_connections = 500
backlog = 512
# Nobody's word is taken for the scheme here: core.proxies decides, for the address and the scheme alike.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
# A slow leak in a library never becomes a night call; the jitter keeps the workers from leaving together.
max_requests = 5000
max_requests_jitter = 500
# No access log: an address with a query may carry what is searched for. Requests are counted by core's middleware.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "warning").lower()
worker_tmp_dir = "/dev/shm"


def on_starting(server: Any) -> None:
    """The server's own log has a formatter of its own, and neither addresses nor messages of errors either."""
    server.log.error_log.addFilter(PlainErrors())

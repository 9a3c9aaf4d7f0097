"""How the web is served: the same file in the demo, in the image and in the browser tests."""

import os

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
# Read once, before the fork: half the time to the first answer, and half the memory.
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
# A slow leak in a library never becomes a night call; the jitter keeps the workers from leaving together.
max_requests = 5000
max_requests_jitter = 500
# No access log: an address with a query may carry what is searched for. Requests are counted by core's middleware.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "warning").lower()
worker_tmp_dir = "/dev/shm"

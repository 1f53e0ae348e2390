"""The configuration of nginx, and what is changed from its defaults: docs/BENCHMARKS.md lists it."""

FILES = 20_000
CONNECTIONS = 16_384

CONFIGURATION = """
daemon off;
worker_processes 1;
worker_rlimit_nofile {files};
pid {work}/nginx.pid;
error_log {work}/nginx.log error;
events {{ worker_connections {connections}; }}
http {{
  access_log off;
  types {{ text/plain txt; }}
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 600s;
  keepalive_requests 1000000000;
  client_body_temp_path {work}/body;
  proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi;
  scgi_temp_path {work}/scgi;
  {more}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    {site}
  }}
}}
"""

SITE = """location = /plaintext {{ default_type text/plain; return 200 "Hello, World!"; }}
    location = /json {{ default_type application/json; return 200 '{{"message":"Hello, World!"}}'; }}
    location /files/ {{ root {root}; }}"""

# Of the peer nginx-cached. Like Heddle, it keeps files open and checks each again after a second.
CACHE = "open_file_cache max=20000; open_file_cache_valid 1s;"

GZIP = "gzip on; gzip_comp_level {level}; gzip_types text/plain; gzip_min_length 1024; gzip_vary on;"

TLS = """listen 127.0.0.1:{port} ssl backlog=4096;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_certificate {certificate};
    ssl_certificate_key {key};"""

UPSTREAM = "upstream origin {{ server 127.0.0.1:{port}; keepalive 64; }}"
PROXY = """location / {
      proxy_pass http://origin;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
    }"""


def configuration(work, root, port, is_cached=False, gzip_level=0):
    """The text of nginx.conf for the files of a folder. Without a level, nothing is compressed."""
    more = [CACHE] if is_cached else []
    if gzip_level:
        more.append(GZIP.format(level=gzip_level))
    return text(work, port, SITE.format(root=root), more)


def with_tls(work, root, port, tls_port, certificate, key):
    """The same on a second port with TLS."""
    tls = TLS.format(port=tls_port, certificate=certificate, key=key)
    return text(work, port, f"{tls}\n    {SITE.format(root=root)}", [])


def proxy(work, port, origin_port):
    """A reverse proxy for the server on another port."""
    return text(work, port, PROXY, [UPSTREAM.format(port=origin_port)])


def text(work, port, site, more):
    return CONFIGURATION.format(work=work, port=port, files=FILES, connections=CONNECTIONS, site=site,
                                more="\n  ".join(more))

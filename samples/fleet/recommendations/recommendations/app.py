"""The service: a WSGI application without a framework."""

import json
import os

from jinja2 import Environment

from .model import Model

_page = Environment(autoescape=True).from_string("<ul>{% for product in products %}<li>{{ product }}</li>{% endfor %}</ul>")


def create(path: str | None = None):
    model = Model.load(path or os.environ.get("MODEL", "model.json"))

    def application(environ, start_response):
        product = environ.get("PATH_INFO", "/").rsplit("/", 1)[-1]
        products = model.also_bought(product)
        if "text/html" in environ.get("HTTP_ACCEPT", ""):
            start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
            return [_page.render(products=products).encode()]
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(products).encode()]

    return application

"""The application: settings, extensions, blueprints, in that order."""

import os
from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from blueprints import BLUEPRINTS, access, answers, context, logs, signing, terminal
from blueprints.jobs import queue
from blueprints.limits import limiter
from models import channels, sealed
from models import db as database
from models.instance import Instance

csrf = CSRFProtect()


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The office of ``INSTANCE_DIR`` on ``DATABASE_URL``; ``settings`` override the environment."""
    app = Flask(__name__)
    app.config.from_mapping(_defaults())
    app.config.from_mapping(settings or {})
    instance = Instance.at(app.config["INSTANCE_DIR"])
    app.config.setdefault("SECRET_KEY", None)
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or instance.secret_key()
    app.config.setdefault("SQLALCHEMY_DATABASE_URI", instance.database_url)
    app.extensions["instance"] = instance
    sealed.use(instance.keyring())
    channels.use(channels.Channels.of(app.config["CHANNELS"]))

    logs.init_app(app)  # before whatever may refuse a request
    database.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    app.url_map.converters["int"] = access.RowNumber
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.jinja_env.undefined = StrictUndefined
    for part in (access, signing, answers, context, terminal, queue):
        part.init_app(app)
    return app


def _defaults() -> dict[str, Any]:
    settings: dict[str, Any] = {
        "INSTANCE_DIR": os.environ.get("INSTANCE_DIR", "instance"),
        "SECRET_KEY": os.environ.get("SECRET_KEY"),
        "REDIS_URL": os.environ.get("REDIS_URL", ""),
        "CHANNELS": {name: os.environ[name] for name in channels.NAMES if name in os.environ},
        "MAX_CONTENT_LENGTH": 64 * 1024 * 1024,  # bytes: a file over 10 MB is refused in words
        "PERMANENT_SESSION_LIFETIME": 24 * 3600,  # the sessions' own limits are settings
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "hide_parameters": True,  # no person in an error's text
            "pool_pre_ping": True,  # a database that was restarted is found again
        },
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "WTF_I18N_ENABLED": False,  # WTForms speaks Chinese by itself
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
    }
    if url := os.environ.get("DATABASE_URL"):
        settings["SQLALCHEMY_DATABASE_URI"] = url
    return settings

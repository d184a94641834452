"""``flask access`` · who may open which page, written from the code that lets them in."""

from collections.abc import Collection, Iterator

import click
from flask import current_app
from werkzeug.routing import Rule

from blueprints import access
from models import policy
from models.vocabulary import Permission, Post

_PREAMBLE = """# Who may open which page

Written by `flask access` from the declarations of the views and from `models/policy.py`;
`tests/test_access.py` and `tests/demonstration/test_reach.py` try every address in every post.
A page asks for one of its permissions; in brackets how far it reaches: 全部 all, 本股室 the
sections one belongs to or is in charge of, 本单位 one's own unit, 本人 oneself. Beyond that
reach a matter does not exist (404); without the permission the page is refused (403); whoever
has not signed in is sent to sign in.

| address | how | asks for | posts |
|---|---|---|---|"""


@click.command("access")
def table() -> None:
    """Print the table."""
    click.echo(_PREAMBLE)
    needs = access.needs(current_app)
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: (rule.rule, _how(rule))):
        cells = (f"`{rule.rule}`", _how(rule), *_who(needs[rule.endpoint]))
        click.echo(f"| {' | '.join(cells)} |")


def _how(rule: Rule) -> str:
    return " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def _who(permissions: Collection[Permission] | None) -> tuple[str, str]:
    """What a page asks for, and the posts that have it."""
    if permissions is None:
        return "—", "everyone, without signing in"
    if not permissions:
        return "—", "everyone who has signed in"
    asked = "、".join(sorted(permission.label for permission in permissions))
    return asked, "；".join(_reaches(permissions))


def _reaches(permissions: Collection[Permission]) -> Iterator[str]:
    """Each scope with the posts that reach that far by one of the permissions, the widest first."""
    for scope in policy.Scope:
        posts = [post.label for post in Post if _widest(post, permissions) is scope]
        if posts:
            yield f"{'、'.join(posts)}（{scope.value}）"


def _widest(post: Post, permissions: Collection[Permission]) -> policy.Scope | None:
    held = {policy.GRANTS[post].get(permission) for permission in permissions}
    return next((scope for scope in policy.Scope if scope in held), None)

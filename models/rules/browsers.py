"""浏览器 · what a browser calls itself, in the plain words in which its owner knows it."""

# The first that is found counts: the later ones name themselves in the earlier ones as well.
_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("QIHU", "360浏览器"),
    ("360SE", "360浏览器"),
    ("Qaxbrowser", "奇安信浏览器"),
    ("Edg", "Edge 浏览器"),
    ("Firefox", "火狐浏览器"),
    ("Chrome", "Chrome 浏览器"),
    ("Safari", "Safari 浏览器"),
)
_MACHINES = (
    ("Android", "安卓手机"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("Kylin", "麒麟电脑"),
    ("UOS", "统信电脑"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


def browser_name(agent: str) -> str:
    """Windows 电脑，Edge 浏览器; 其他 where it does not say."""
    machine = next((name for sign, name in _MACHINES if sign in agent), "其他设备")
    browser = next((name for sign, name in _BROWSERS if sign in agent), "其他浏览器")
    return f"{machine}，{browser}"

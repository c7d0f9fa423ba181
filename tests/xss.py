"""More than two hundred ways in which people have made a page run what they wrote, by name; and whether a page of ours lets one through.

Every payload would call `alert`, or would work out PRODUCT if a template engine took it for its own. For every field that
takes text: write each of ALL into it, draw the page, and `assert_harmless(html)`.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from django.conf import settings

PRODUCT = "1787569"  # 1337 × 1337

TAGS = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<SCRIPT>alert(1)</SCRIPT>",
    "script in mixed letters": "<ScRiPt>alert(1)</sCrIpT>",
    "script with a space": "<script >alert(1)</script >",
    "script with a tab": "<script\t>alert(1)</script\t>",
    "script with a line break": "<script\n>alert(1)</script\n>",
    "script with a form feed": "<script\f>alert(1)</script>",
    "script with a slash": "<script/x>alert(1)</script>",
    "script never closed": "<script>alert(1)",
    "script never finished": "<script src=https://example.org/x.js",
    "script twice opened": "<<script>alert(1)//<</script>",
    "script inside script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script from elsewhere": "<script src=https://example.org/x.js></script>",
    "script from elsewhere without scheme": "<script src=//example.org/x.js></script>",
    "script as data": '<script src="data:text/javascript,alert(1)"></script>',
    "script as module": "<script type=module>alert(1)</script>",
    "script of a type": '<script type="text/vbscript">MsgBox 1</script>',
    "script that imports": "<script>import('data:text/javascript,alert(1)')</script>",
    "script with a null": "<scr\0ipt>alert(1)</scr\0ipt>",
    "out of an attribute": '"><script>alert(1)</script>',
    "out of a quoted attribute": "'><script>alert(1)</script>",
    "out of an unquoted attribute": " onmouseover=alert(1) x",
    "out of a value": '" onfocus="alert(1)" autofocus="',
    "out of a value with quotes": "' onfocus='alert(1)' autofocus='",
    "out of a title": "</title><script>alert(1)</script>",
    "out of a text field": "</textarea><script>alert(1)</script>",
    "out of a style": "</style><script>alert(1)</script>",
    "out of a script": "</script><script>alert(1)</script>",
    "out of a comment": "--><script>alert(1)</script>",
    "out of an old comment": "--!><script>alert(1)</script>",
    "out of a choice": "</option></select><script>alert(1)</script>",
    "out of no script": "</noscript><script>alert(1)</script>",
    "out of a template": "</template><script>alert(1)</script>",
    "out of an xmp": "</xmp><script>alert(1)</script>",
    "out of CDATA": "]]><script>alert(1)</script>",
    "iframe": "<iframe src=javascript:alert(1)></iframe>",
    "iframe with its page": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "iframe with an encoded page": "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "iframe from elsewhere": "<iframe src=https://example.org/></iframe>",
    "iframe never closed": "<iframe src=javascript:alert(1) <",
    "frames": "<frameset><frame src=javascript:alert(1)></frameset>",
    "object": "<object data=javascript:alert(1)></object>",
    "object of data": "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "embedded": "<embed src=javascript:alert(1)>",
    "embedded drawing": "<embed src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "applet": "<applet code=javascript:alert(1)></applet>",
    "base": "<base href=javascript:alert(1)//>",
    "base elsewhere": "<base href=https://example.org/>",
    "refresh": "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "refresh as data": "<meta http-equiv=refresh content='0;url=data:text/html,<script>alert(1)</script>'>",
    "sheet": "<link rel=stylesheet href=javascript:alert(1)>",
    "sheet elsewhere": "<link rel=stylesheet href=https://example.org/x.css>",
    "prefetch": "<link rel=prefetch href=https://example.org/seen>",
    "import": "<link rel=import href='data:text/html,<script>alert(1)</script>'>",
    "style": "<style>@import 'javascript:alert(1)';</style>",
    "style with an address": "<style>body{background:url(javascript:alert(1))}</style>",
    "style that hides": "<style>*{display:none}</style>",
    "form elsewhere": "<form action=https://example.org/><input name=password></form>",
    "form to script": "<form action=javascript:alert(1)><button>Send</button></form>",
    "portal": "<portal src=javascript:alert(1)></portal>",
    "fenced frame": "<fencedframe src=https://example.org/></fencedframe>",
    "plain text": "<plaintext><script>alert(1)</script>",
    "no script": "<noscript><p title='</noscript><script>alert(1)</script>'></noscript>",
    "marquee": "<marquee onstart=alert(1)>x</marquee>",
    "comment with a condition": "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "comment that ends at once": "<!--><script>alert(1)</script>-->",
    "declaration": "<!DOCTYPE x [<!ENTITY y '<script>alert(1)</script>'>]>&y;",
    "processing instruction": "<?xml-stylesheet href='javascript:alert(1)'?>",
    "instruction with a tag": "<?x <script>alert(1)</script> ?>",
    "shadow": "<div><template shadowrootmode=open><script>alert(1)</script></template></div>",
}

HANDLERS = {
    **{
        f"picture with on{event}": f"<img src=x on{event}=alert(1)>"
        for event in ["error", "load", "loadstart", "click", "mouseover", "pointerenter", "wheel"]
    },
    **{
        f"field with on{event}": f"<input autofocus on{event}=alert(1)>"
        for event in ["focus", "blur", "input", "change", "keydown", "paste", "invalid", "select"]
    },
    **{
        f"box with on{event}": f"<div on{event}=alert(1) contenteditable tabindex=0>x</div>"
        for event in ["copy", "drag", "drop", "scroll", "animationstart", "transitionend", "toggle"]
    },
    **{
        f"body with on{event}": f"<body on{event}=alert(1)>"
        for event in [
            "load",
            "pageshow",
            "hashchange",
            "message",
            "resize",
            "unload",
            "beforeprint",
        ]
    },
    "handler in capitals": "<IMG SRC=x ONERROR=alert(1)>",
    "handler in quotes": '<img src="x" onerror="alert(1)">',
    "handler in backticks": "<img src=`x` onerror=`alert(1)`>",
    "handler after a slash": "<img/src=x/onerror=alert(1)>",
    "handler after a line break": "<img src=x\nonerror\n=\nalert(1)>",
    "handler after a null": "<img src=x\0 onerror=alert(1)>",
    "handler after quotes": '<img """><b onmouseover=alert(1)>x</b>">',
    "handler in an odd attribute": '<img src=x x="=" onerror="alert(1)" y=\'>\'>',
    "handler with entities": "<img src=x onerror=&#97;&#108;&#101;&#114;&#116;&#40;1&#41;>",
    "handler without brackets": "<img src=x onerror=alert`1`>",
    "handler of an unknown tag": "<xss id=x onfocus=alert(1) tabindex=1>x</xss>",
    "handler of a closing tag": "</p onclick=alert(1)>",
    "handler of details": "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "handler of a film": "<video><source onerror=alert(1)></video>",
    "handler of a sound": "<audio src=x onerror=alert(1)></audio>",
    "handler of a button": "<button onclick=alert(1)>Press</button>",
    "handler of a popover": "<button popovertarget=x>y</button><p popover id=x onbeforetoggle=alert(1)>z</p>",
    "handler of htmx": "<div hx-on:click=alert(1) hx-get=/ hx-trigger=load>x</div>",
    "handler of htmx by data": "<div data-hx-on:click=alert(1) data-hx-get=/>x</div>",
    "handler of a paragraph": "<p onmouseenter=alert(1)>x",
    "handler of a link": "<a href=# onclick=alert(1)>x</a>",
    "style attribute": "<p style=\"background:url('javascript:alert(1)')\">x</p>",
    "style attribute that covers": "<p style='position:fixed;inset:0'>x</p>",
    "style with an expression": "<p style='width:expression(alert(1))'>x</p>",
}

DRAWINGS = {
    "drawing": "<svg onload=alert(1)>",
    "drawing after a slash": "<svg/onload=alert(1)>",
    "drawing with script": "<svg><script>alert(1)</script></svg>",
    "drawing with encoded script": "<svg><script>&#97;lert(1)</script></svg>",
    "drawing with script elsewhere": "<svg><script href='data:text/javascript,alert(1)'/></svg>",
    "drawing that animates": "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "drawing that animates a link": "<svg><a><animate attributeName=href values=javascript:alert(1) /><text>x</text></a></svg>",
    "drawing that sets": "<svg><set onbegin=alert(1) attributeName=x></svg>",
    "drawing with a link": "<svg><a xlink:href=javascript:alert(1)><text y=9>x</text></a></svg>",
    "drawing that uses": "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'></svg>",
    "drawing with HTML": "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
    "drawing with a description": "<svg><desc><img src=x onerror=alert(1)></desc></svg>",
    "drawing with a style": "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "drawing with an image": "<svg><image href=x onerror=alert(1)></svg>",
    "drawing with a title": "<svg><title><script>alert(1)</script></title></svg>",
    "drawing with CDATA": "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
    "drawing that breaks out": "<svg><p><style><!--</style><img src=x onerror=alert(1)>--></style>",
    "formula": "<math><mtext><script>alert(1)</script></mtext></math>",
    "formula with a link": "<math href=javascript:alert(1)>x</math>",
    "formula that breaks out": "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "formula with an action": "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
    "formula with an annotation": "<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>",
}

ADDRESSES = {
    "link": "<a href=javascript:alert(1)>x</a>",
    "link in capitals": "<a href=JAVASCRIPT:alert(1)>x</a>",
    "link in mixed letters": "<a href=JaVaScRiPt:alert(1)>x</a>",
    "link with a tab": "<a href='java\tscript:alert(1)'>x</a>",
    "link with a line break": "<a href='java\nscript:alert(1)'>x</a>",
    "link with an encoded tab": "<a href='java&#9;script:alert(1)'>x</a>",
    "link with a named tab": "<a href='java&Tab;script:alert(1)'>x</a>",
    "link with a named line break": "<a href='javascript&NewLine;:alert(1)'>x</a>",
    "link with a named colon": "<a href='javascript&colon;alert(1)'>x</a>",
    "link after a space": "<a href=' javascript:alert(1)'>x</a>",
    "link after a control sign": "<a href='\x01javascript:alert(1)'>x</a>",
    "link in decimals": "<a href='&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)'>x</a>",
    "link in hexadecimals": "<a href='&#x6A;&#x61;&#x76;&#x61;&#x73;&#x63;&#x72;&#x69;&#x70;&#x74;&#x3A;alert(1)'>x</a>",
    "link without semicolons": "<a href='&#0000106&#0000097&#0000118&#0000097script:alert(1)'>x</a>",
    "link percent-encoded": "<a href='javascript:%61lert%281%29'>x</a>",
    "link with a comment": "<a href='javascript:/*https://example.org/*/alert(1)'>x</a>",
    "link with a line of its own": "<a href='javascript://example.org/%0Aalert(1)'>x</a>",
    "link to old script": "<a href='vbscript:MsgBox(1)'>x</a>",
    "link to data": "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "link to encoded data": "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>",
    "link to a blob": "<a href='blob:https://example.org/1'>x</a>",
    "link to a file": "<a href='file:///etc/passwd'>x</a>",
    "link to a view of source": "<a href='view-source:javascript:alert(1)'>x</a>",
    "link that tells": "<a href=/ ping=https://example.org/>x</a>",
    "picture from script": "<img src=javascript:alert(1)>",
    "picture from a drawing": "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "picture from a set": "<img srcset='javascript:alert(1) 1x'>",
    "picture field": "<input type=image src=javascript:alert(1)>",
    "button elsewhere": "<button formaction=javascript:alert(1)>x</button>",
    "field elsewhere": "<input type=submit formaction=https://example.org/>",
    "film's picture": "<video poster=javascript:alert(1)></video>",
    "table's ground": "<table background=javascript:alert(1)><tr><td>x</table>",
    "quote's source": "<blockquote cite=javascript:alert(1)>x</blockquote>",
    "bare": "javascript:alert(1)",
    "bare data": "data:text/html,<script>alert(1)</script>",
    "bare in all surroundings": "javascript:/*--></title></style></textarea></script><svg/onload='+/\"/+/onmouseover=1/+/[*/[]/+alert(1)//'>",
}

MARKDOWN = {
    "link in Markdown": "[x](javascript:alert(1))",
    "link in Markdown in capitals": "[x](JAVASCRIPT:alert(1))",
    "link in Markdown with entities": "[x](&#106;avascript:alert(1))",
    "link in Markdown with a named colon": "[x](javascript&colon;alert(1))",
    "link in Markdown with an escape": "[x](javascript\\:alert(1))",
    "link in Markdown in angles": "[x](<javascript:alert(1)>)",
    "link in Markdown with a tab": "[x](<java\tscript:alert(1)>)",
    "link in Markdown percent-encoded": "[x](javascript%3Aalert(1))",
    "link in Markdown to data": "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "link in Markdown to old script": "[x](vbscript:MsgBox(1))",
    "link in Markdown with a title": "[x](https://example.org/ '\" onmouseover=\"alert(1)')",
    "link in Markdown that breaks out": '[x](https://example.org/"onmouseover="alert(1))',
    "link in Markdown by reference": "[x][y]\n\n[y]: javascript:alert(1)",
    "link in Markdown with a tag": "[<img src=x onerror=alert(1)>](https://example.org/)",
    "link of itself": "<javascript:alert(1)>",
    "link of itself to data": "<data:text/html,alert(1)>",
    "page of ours with a tag": "[x](article:<script>alert(1)</script>)",
    "page of ours with quotes": '[x](article:"onclick="alert(1))',
    "page of ours with script": "[x](article:javascript:alert(1))",
    "page of ours elsewhere": "[x](article://example.org/)",
    "picture in Markdown": "![x](javascript:alert(1))",
    "picture in Markdown with a handler": '![" onerror="alert(1)](x)',
    "picture in Markdown with a title": "![x](x '\" onerror=\"alert(1)')",
    "picture in Markdown to data": "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "picture of ours with quotes": '![x](picture:"onerror="alert(1))',
    "picture of ours with script": "![x](picture:javascript:alert(1))",
    "picture of ours with a tag": "![<script>alert(1)</script>](picture:1)",
    "code that breaks out": '```"><script>alert(1)</script>\nx\n```',
    "code within a line": "`<script>alert(1)</script>`",
    "heading with a tag": "# <img src=x onerror=alert(1)>",
    "quotation with a tag": "> <script>alert(1)</script>",
    "list with a tag": "- <svg onload=alert(1)>",
    "tag over several lines": "<script\n\n>alert(1)</script\n\n>",
    "escaped tag": "\\<script\\>alert(1)\\</script\\>",
    "emphasis within a tag": "<scr**ipt**>alert(1)</scr**ipt**>",
}

TEMPLATES = {
    "braces": "{{ 1337*1337 }}",
    "braces of Python": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "braces with settings": "{{ settings.SECRET_KEY }}",
    "braces with a filter": "{{ '<script>alert(1)</script>'|safe }}",
    "tag of Django": "{% load log %}{% debug %}",
    "tag of Django that includes": "{% include 'base.html' %}",
    "tag of Django that stops escaping": "{% autoescape off %}<script>alert(1)</script>{% endautoescape %}",
    "dollar and braces": "${1337*1337}",
    "hash and braces": "#{1337*1337}",
    "percent signs": "<%= 1337*1337 %>",
    "double brackets": "[[${1337*1337}]]",
    "braces of Angular": "{{constructor.constructor('alert(1)')()}}",
    "percent signs of Python": "%(settings)s %s %n",
    "format of Python": "{0.__class__} {settings.SECRET_KEY}",
}

UNICODE = {
    "wide angles": "＜script＞alert(1)＜/script＞",
    "small angles": "﹤script﹥alert(1)﹤/script﹥",
    "quotation angles": "‹script›alert(1)‹/script›",
    "long s": "<ſcript>alert(1)</ſcript>",
    "dotless i": "<scrıpt>alert(1)</scrıpt>",
    "sign of Kelvin": "<lin\u212a rel=stylesheet href=//example.org>",
    "half a pair": "\ud83d".encode("utf-8", "replace").decode() + "<script>alert(1)</script>",
    "order mark": "\ufeff<script>alert(1)</script>",
    "right to left": "\u202e<script>alert(1)</script>",
    "zero width": "<\u200bscript>alert(1)</\u200bscript>",
    "zero width within": "<img src=x on\u200berror=alert(1) onerror=alert(1)>",
    "line separator": "<img src=x\u2028onerror=alert(1)>",
    "space of Ogham": "<img src=x\u1680onerror=alert(1)>",
    "next line": "<svg\x85onload=alert(1)>",
    "seven bits": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "overlong": "%c0%bcscript%c0%bealert(1)%c0%bc/script%c0%be",
}

ENTITIES = {
    "encoded once": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "encoded twice": "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "encoded without semicolons": "&ltscript&gtalert(1)&lt/script&gt",
    "encoded in decimals": "&#60;script&#62;alert(1)&#60;/script&#62;",
    "encoded in hexadecimals": "&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;",
    "encoded with zeros": "&#0000060script&#0000062alert(1)&#0000060/script&#0000062",
    "encoded for an address": "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "encoded twice for an address": "%253Cscript%253Ealert(1)%253C%252Fscript%253E",
    "encoded for script": "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "encoded in bytes": "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
    "entity that is broken": "&#x;<script>alert(1)</script>&#;",
    "entity out of range": "&#x110000;<script>alert(1)</script>",
    "entity of nothing": "&#0;<script>alert(1)</script>",
    "entity in a name": "<img src=x onerror&equals;alert(1) onerror=alert(1)>",
    "quotes only": "\"'`><",
    "string of script": "';alert(1)//",
    "string of script in quotes": "\";alert(1)//",
    "string of script in backticks": "`;alert(1)//${alert(1)}",
    "string that ends its line": "\\\";alert(1)//",
}  # fmt: skip

PAYLOADS = {
    **TAGS,
    **HANDLERS,
    **DRAWINGS,
    **ADDRESSES,
    **MARKDOWN,
    **TEMPLATES,
    **UNICODE,
    **ENTITIES,
}
ALL = list(PAYLOADS.values())
STORABLE = [payload for payload in ALL if "\0" not in payload]  # which PostgreSQL does not keep
# Several at once, for a page that is drawn for each of them: what closes a tag must not hide what comes after it.
TOGETHER = ["\n\n".join(ALL[start : start + 10]) for start in range(0, len(ALL), 10)]

FORBIDDEN = {
    *("iframe", "frame", "frameset", "object", "embed", "applet", "base", "style", "portal"),
    *("fencedframe", "marquee", "plaintext", "xmp", "foreignObject", "animate", "set", "use"),
    *("math", "video", "audio", "template"),
}
LEADING = {
    *("href", "src", "action", "formaction", "data", "poster", "background", "cite", "ping"),
    *("srcset", "codebase", "manifest", "{http://www.w3.org/1999/xlink}href", "xlink:href"),
}
SENDING = {"action", "formaction", "ping"}
RUNS = re.compile(r"(javascript|vbscript|data|blob|file|view-source):", re.IGNORECASE)
NOT_IN_A_SCHEME = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\ufeff]")


def assert_harmless(html: str) -> None:
    """Assert that nothing which somebody wrote became a script, a handler, an address that runs, or a template's doing."""
    document = html5lib.parse(html, namespaceHTMLElements=False)
    assert list(faults(document)) == []
    assert PRODUCT not in html
    assert settings.SECRET_KEY not in html


def faults(document: Element) -> Iterator[str]:
    for element in document.iter():
        if not isinstance(element.tag, str):  # a comment
            continue
        name = element.tag.rpartition("}")[2]
        if name in FORBIDDEN or is_foreign_script(element, name) or is_refresh(element, name):
            yield f"<{name}> {element.attrib}"
        yield from (
            f"<{name} {attribute}={value!r}>"
            for attribute, value in element.attrib.items()
            if is_dangerous(str(attribute), value)
        )


def is_foreign_script(element: Element, name: str) -> bool:
    """Scripts of ours are files; the structured data of a page is no script."""
    if name == "link":
        return element.get("rel") not in {"alternate", "canonical"} and is_elsewhere(
            element, "href"
        )
    if name != "script" or element.get("type") == "application/ld+json":
        return False
    return is_elsewhere(element, "src") or bool((element.text or "").strip())


def is_elsewhere(element: Element, attribute: str) -> bool:
    return not element.get(attribute, "").startswith(settings.STATIC_URL)


def is_refresh(element: Element, name: str) -> bool:
    return name == "meta" and element.get("http-equiv", "").lower() == "refresh"


def is_dangerous(attribute: str, value: str) -> bool:
    name = attribute.lower()
    if name.startswith(("on", "hx-on", "data-hx-on")) or name in {"style", "srcdoc"}:
        return True
    if name in SENDING and "//" in value:
        return True
    return name in LEADING and bool(RUNS.match(NOT_IN_A_SCHEME.sub("", value)))

package dev.nervure.site;

/** What all pages have around their text: a menu at the side, or on a phone below a word that opens it. */
final class Layout {
    private static final String SHEET = """
            :root{color-scheme:light dark;--ink:#24303c;--soft:#5b6875;--line:#e3e8ed;--back:#fff;--box:#f5f7f9;--link:#1660a8}
            @media(prefers-color-scheme:dark){:root{--ink:#dfe5eb;--soft:#93a1ae;--line:#313c47;--back:#161c22;--box:#1e262e;--link:#7db7f0}}
            *{box-sizing:border-box}body{margin:0;font:16px/1.6 system-ui,sans-serif;color:var(--ink);background:var(--back)}
            a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
            main{max-width:56rem;padding:1.5rem 1.25rem 5rem;min-width:0}h1{font-size:1.7rem;line-height:1.25;margin:.4rem 0 1rem}
            h2{font-size:1.25rem;margin:2.4rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--line)}h3{font-size:1.05rem;margin:1.8rem 0 .4rem}
            nav{padding:.8rem 1.25rem;border-bottom:1px solid var(--line)}nav ul{list-style:none;margin:.6rem 0;padding:0}
            nav li a{display:block;padding:.22rem .5rem;border-radius:5px;color:var(--ink);font-size:.93rem}nav .here a{background:var(--box);font-weight:600}
            summary{font-weight:600;cursor:pointer}
            pre{font:13px/1.55 ui-monospace,monospace;background:var(--box);padding:.8rem 1rem;border-radius:6px;overflow-x:auto}
            code{font:.88em ui-monospace,monospace;background:var(--box);padding:.08em .3em;border-radius:4px}pre code{font:inherit;padding:0;background:none}
            .wide{overflow-x:auto;margin:1rem 0}table{border-collapse:collapse;font-size:.92rem;font-variant-numeric:tabular-nums}
            th,td{padding:.35rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}th{color:var(--soft);font-weight:600}
            td:first-child,th:first-child{padding-left:0}img{max-width:100%;background:#fff;border-radius:6px}
            @media(min-width:64rem){body{display:grid;grid-template-columns:16rem minmax(0,1fr)}nav{border:0;border-right:1px solid var(--line);
            position:sticky;top:0;height:100vh;overflow-y:auto}main{padding:1.5rem 2.5rem 5rem}}
            """;

    /** Opens the menu where there is room for it; without scripts it stays a word to click on. */
    private static final String OPEN =
            "<script>if(matchMedia('(min-width:64rem)').matches)document.querySelector('nav details').open=true</script>\n";

    private Layout() {}

    static String page(String title, String body, Menu menu, String name) {
        String heading = title.equals("Nervure") ? title : title + " · Nervure";
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>" + heading
                + "</title>\n<style>\n" + SHEET
                + "</style>\n</head>\n<body>\n<nav><details><summary>Nervure</summary>\n"
                + menu.html(name) + "</details></nav>\n" + OPEN + "<main>\n" + body + "</main>\n</body>\n</html>\n";
    }
}

"""What a browser is shown where no build of the web app is attached."""

PAGE = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Immich API</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; font: 1.0625rem/1.6 system-ui, sans-serif }
  body { max-width: 36rem; margin: 12vh auto; padding: 0 1.25rem }
  h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem }
  code { font-size: .9em; padding: .1em .35em; border-radius: .3em; background: #8882 }
  li { margin: .35rem 0 }
  output::before { content: "\\25cf\\a0"; color: #999 }
  output.up::before { color: #2a9d4a }
  output.down::before { color: #d33 }
</style>
</head>
<body>
<main>
<h1>This is an Immich server without a web app.</h1>
<p><output id="state">Asking the API for a sign of life.</output></p>
<p>Phone apps, the command line client and generated SDKs can use this address as it is.</p>
<h2>To see the web app here</h2>
<ul>
<li><code>make web</code> puts the official one into <code>web/build</code>; one of your own
(static files, with <code>index.html</code> on top) may lie there too.</li>
<li>On a machine of your own: reload this page. <code>WEB_DIR</code> names another folder.</li>
<li>On Cloudflare: <code>make deploy</code> again.</li>
</ul>
<noscript><p>See for yourself: <a href="/api/server/ping">/api/server/ping</a></p></noscript>
</main>
<script>
  const state = document.getElementById("state");
  const show = (kind, text) => { state.className = kind; state.textContent = text; };
  async function ping() {
    const began = performance.now();
    try {
      const answer = await fetch("/api/server/ping", { cache: "no-store" });
      if ((await answer.json()).res !== "pong") throw new Error("an odd answer");
      show("up", `The API is up: it answered in ${Math.round(performance.now() - began)} ms.`);
    } catch (error) {
      show("down", `The API does not answer: ${error.message}.`);
    }
  }
  ping();
  setInterval(ping, 5000);
</script>
</body>
</html>
"""

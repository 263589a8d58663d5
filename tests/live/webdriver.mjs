// WebKitGTK, driven by the W3C's WebDriver over HTTP: no more of it than the
// smoke test needs.
import { spawn } from "node:child_process";
import { createServer } from "node:net";

// A port that nobody has.
function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function call(url, method = "GET", body = undefined) {
  const answer = await fetch(url, { method,
    body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(value.message);
  return value;
}

async function untilReady(url) {
  for (let tries = 0; tries < 100; tries++) {
    const ready = await call(`${url}/status`).then((status) => status.ready)
      .catch(() => false);
    if (ready) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error("WebKitWebDriver does not answer");
}

// Its driver on a screen of its own; in a group, so that all of it can be
// ended.
export async function startWebKit(miniBrowser) {
  const port = await freePort();
  const driver = spawn("xvfb-run", ["-a", "WebKitWebDriver",
    `--port=${port}`], { detached: true, stdio: "ignore" });
  const end = () => {
    try {
      process.kill(-driver.pid);
    } catch {
      // It has ended.
    }
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url);
    const { sessionId } = await call(`${url}/session`, "POST", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions":
        { binary: miniBrowser, args: ["--automation"] } } } });
    return session(`${url}/session/${sessionId}`, end);
  } catch (error) {
    end();
    throw error;
  }
}

const handed = "const done = arguments[arguments.length - 1];";

function session(url, end) {
  return {
    open: (page) => call(`${url}/url`, "POST", { url: page }),
    // A promise of the page's, waited for here.
    run: async (source) => {
      await call(`${url}/timeouts`, "POST", { script: 60000 });
      return call(`${url}/execute/async`, "POST", { args: [], script:
        `${handed} (async () => (${source}))()` +
        ".then(done, (error) => done({ error: error.message }));" });
    },
    close: async () => {
      await call(url, "DELETE").catch(() => {});
      end();
    },
  };
}

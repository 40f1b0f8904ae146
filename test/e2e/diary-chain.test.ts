// The diary replayed in one namespace, in a real VS Code beside a playground cluster: each attempt is deployed, fails as it did then, is
// diagnosed, mended with the light bulb, and deployed again; what that leads to is told as well. The last manifest serves.
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { diaryFindings, diaryFirstFix, lineNumberOf, readDiary, type DiaryManifest } from "../support/diary.ts";
import { pageWith } from "../support/page-frame.ts";
import { startPlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

/** For what VS Code and the cluster do in their own time, on a busy machine. */
const PATIENCE = { timeout: 60_000, interval: 500 };
const CONTEXT = "seldon-playground";
const NAMESPACE = "scoring";
const FILE = "churn.yaml";
const PICTURES = path.join(projectRoot, ".artifacts", "screenshots");
const AVAILABLE = /^SeldonDeployment churn is available in scoring in seldon-playground/u;
/** Never to be seen anywhere but in the manifest: a key pair of the playground's store, and what it does not look at. */
const KEY_ID = "minioadmin";
const KEY = "minioadmin123";
const PLANTED = "planted-s3cret-value-6021";
/** The same, as Kubernetes writes it. */
const HIDDEN = [KEY_ID, KEY, PLANTED].flatMap(value => [value, Buffer.from(value).toString("base64").slice(0, 12)]);
/** Where the typed address of attempt 5 leads: the model of the other attempts. */
const MODEL_URI = "s3://models/churn/7";

const SERVES = "serves";
const BULB = "with its first fix";
const HAND = "with an address that is typed";

interface Attempt {
  readonly manifest: DiaryManifest;
  /** Of the catalogue of failures. */
  readonly mode: string;
  readonly by: typeof BULB | typeof HAND;
  /** What the mended manifest leads to: another entry, which a later attempt is about, or that it serves. */
  readonly next: string;
}

/**
 * The Secret is that of attempt 4 until its fix mends it: before that, no way of fetching the model can work. Attempt 2 gets an address
 * and has no keys (F12); the file that attempt 3 can read at last is empty.
 */
const ATTEMPTS: readonly Attempt[] = [
  { manifest: "01-duplicate-volume.yaml", mode: "S01", by: BULB, next: "S03" },
  { manifest: "02-initializer-without-model-uri.yaml", mode: "S02", by: BULB, next: "F12" },
  { manifest: "03-rclone-conf-nobody-reads.yaml", mode: "S03", by: BULB, next: "S03" },
  { manifest: "04-secret-without-remote.yaml", mode: "S03", by: BULB, next: "S12" },
  { manifest: "05-placeholder-left-in.yaml", mode: "S07", by: HAND, next: "S12" },
  { manifest: "06-wrong-server.yaml", mode: "S12", by: BULB, next: "S16" },
  { manifest: "07-unknown-parameter.yaml", mode: "S14", by: BULB, next: "S12" },
  { manifest: "08-conda-out-of-memory.yaml", mode: "S15", by: BULB, next: SERVES },
  { manifest: "09-killed-while-starting.yaml", mode: "S16", by: BULB, next: SERVES },
  { manifest: "10-late-liveness.yaml", mode: SERVES, by: BULB, next: SERVES },
];

const GIVEN = `${planted("04-secret-without-remote.yaml").split(/^---$/mu)[0] ?? ""}---
apiVersion: v1
kind: ConfigMap
metadata:
  name: rclone-config
data:
  rclone.conf: ""
`;

const playground = await startPlaygroundProcess({ speed: 60 });
let cluster: ClusterAccess;

const suite = useSuiteWorkbench({
  files: { [FILE]: planted("01-duplicate-volume.yaml") },
  environment: { KUBECONFIG: playground.kubeconfig },
  viewport: { width: 1500, height: 1000 },
});

const page = deployWindowOf(() => suite.window);

beforeAll(async () => {
  cluster = await accessCluster(playground.kubeconfig);
  await cluster.apply(GIVEN, { namespace: NAMESPACE });
  await suite.window.openFile(FILE);
  await suite.window.statusBarItem("No deploy target").waitFor();
  await suite.window.runCommand("Seldon: Choose Deploy Target…");
  await suite.window.pick(CONTEXT);
  await suite.window.pick(NAMESPACE);
  await suite.window.statusBarItem(`${NAMESPACE} in ${CONTEXT}`).waitFor();
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
});

// What a try that failed has left would not be deployed again, being as the manifest says.
beforeEach(async ({ task }) => {
  if ((task.result?.retryCount ?? 0) === 0) return;
  await cluster.deleteDeployment(NAMESPACE, "churn").catch(() => undefined);
});

test.each(ATTEMPTS)("$manifest: $mode, mended $by: $next", async ({ manifest, mode, by, next }) => {
  await page.edit(FILE, planted(manifest));
  if (by === HAND) await applyUnfilled();
  else await deploy();
  await expectDiagnosed(mode, manifest.slice(0, 2));
  await suite.window.openFile(FILE);
  if (by === HAND) await typeAddress();
  else await takeFirstFix(manifest);
  await suite.window.save();
  await deploy();
  await expectDiagnosed(next);
});

test("the last manifest is available, and answers a prediction with HTTP 200", async () => {
  await suite.window.runCommand("Notifications: Clear All Notifications");
  await page.edit(FILE, planted("final.yaml"));
  await deploy();
  await page.told(AVAILABLE);
  const churn = { type: SELDON_DEPLOYMENTS, namespace: NAMESPACE, name: "churn" };
  await expect
    .poll(async () => (await cluster.session.get(churn)).status, PATIENCE)
    .toMatchObject({ state: "Available" });
  await suite.window.openFile(FILE);
  await suite.window.goto({ line: 1, column: 1 });
  await suite.window.page
    .locator(".codelens-decoration a", { hasText: /^Predict$/u })
    .first()
    .click();
  await suite.window.page.locator(".tab.active", { hasText: "churn.predict.yaml" }).waitFor(PATIENCE);
  await suite.window.page.locator(".codelens-decoration a", { hasText: /^Send$/u }).click();
  const answer = await pageWith(suite.window, /^churn/u);
  await answer.getByText("HTTP 200").waitFor();
  await suite.window.screenshot(path.join(PICTURES, "diary-11.png"));
});

test("no value of the Secret is in a log that VS Code has written", () => {
  const { dataDirectory } = suite.window.server;
  const files = globSync("data/logs/**/*.log", { cwd: dataDirectory });
  const ours = files.filter(file => /[\\/]seldon-deployments\.[^\\/]+[\\/]Seldon\.log$/u.test(file));
  const text = (file: string): string => readFileSync(path.join(dataDirectory, file), "utf8");
  // Every deploy is in it: two of each attempt but one of the fifth, and the last.
  expect(
    ours
      .map(text)
      .join("\n")
      .match(/Audit: /gu)?.length,
  ).toBeGreaterThanOrEqual(2 * ATTEMPTS.length);
  for (const file of files) for (const value of HIDDEN) expect(text(file), file).not.toContain(value);
});

/** The manifest with values that can be looked for in place of the ones to be changed. */
function planted(manifest: DiaryManifest): string {
  return readDiary(manifest)
    .replaceAll(/(ACCESS_KEY_ID): change-me/gu, `$1: ${KEY_ID}`)
    .replaceAll(/(SECRET_ACCESS_KEY): change-me/gu, `$1: ${KEY}`)
    .replace("stringData:\n", `stringData:\n  NOTE: ${PLANTED}\n`);
}

/** Says yes to whatever is asked, until the deploy itself is agreed to. */
async function deploy(): Promise<void> {
  await page.deploy();
  const button = (name: string): ReturnType<typeof suite.window.page.locator> =>
    suite.window.page.locator(".monaco-dialog-box .monaco-button", { hasText: new RegExp(`^${name}$`, "u") });
  await expect
    .poll(async () => {
      if (await button("Deploy Anyway").isVisible()) await page.press("Deploy Anyway");
      return await button("Deploy").isVisible();
    }, PATIENCE)
    .toBe(true);
  expectNothingHidden(await page.dialogText("Deploy"));
  await page.press("Deploy");
}

/** As the pipeline of attempt 5 did: *Deploy* itself would have asked for the address. */
async function applyUnfilled(): Promise<void> {
  await page.deploy();
  await page.input("MODEL_URI_PLACEHOLDER for").waitFor(PATIENCE);
  await suite.window.page.keyboard.press("Escape");
  await cluster.apply(planted("05-placeholder-left-in.yaml"), { namespace: NAMESPACE });
}

/** Asks *Diagnose* until it names the entry, or until it says that the deployment serves. */
async function expectDiagnosed(wanted: string, picture?: string): Promise<void> {
  const { window } = suite;
  await expect
    .poll(async () => {
      await window.runCommand("Seldon: Diagnose");
      // What is being applied is not known yet.
      const choice = window.page.locator(".quick-input-list .monaco-list-row", { hasText: "churn" }).first();
      const isOffered = await choice.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
      if (!isOffered) return undefined;
      await page.firstChoice("churn");
      await window.page.locator(".tab.active", { hasText: "Diagnosis of churn.md" }).waitFor(PATIENCE);
      const text = await window.editorText();
      expectNothingHidden(text);
      const said = text.startsWith("# churn is ready")
        ? SERVES
        : /^In the catalogue of failures: (\w+)/mu.exec(text)?.[1];
      if (said === wanted && picture !== undefined) {
        await window.goto({ line: 1, column: 1 });
        await window.screenshot(path.join(PICTURES, `diary-${picture}.png`));
      }
      // One that stayed open would be read before the next diagnosis is in it, and take the focus when it comes.
      await window.closeEditor();
      return said;
    }, PATIENCE)
    .toBe(wanted);
}

async function takeFirstFix(manifest: DiaryManifest): Promise<void> {
  const { window } = suite;
  const [finding] = diaryFindings[manifest];
  if (finding === undefined) throw new Error(`Nothing is wrong with ${manifest}.`);
  const { rule, line, severity } = finding;
  const at = lineNumberOf(planted(manifest), line);
  // A hint is not among the problems.
  if (severity === "hint") await window.squiggles("hint").first().waitFor();
  else await window.problemsWhen(all => all.some(problem => problem.code === rule && problem.line === at));
  const lightBulb = await window.lightBulb(line);
  const fix = diaryFirstFix[manifest] ?? "";
  expect(lightBulb.titles[0]).toBe(fix);
  await lightBulb.apply(fix);
  await expect.poll(() => window.editorText(), PATIENCE).not.toBe(planted(manifest));
}

/** What no fix can know: the user writes it in place of the placeholder. */
async function typeAddress(): Promise<void> {
  const { window } = suite;
  const { line, column } = await window.positionOf("MODEL_URI_PLACEHOLDER\n        envSecretRefName");
  await window.goto({ line, column });
  await window.page.keyboard.press("Shift+End");
  await window.type(MODEL_URI);
  await window.page.keyboard.press("Escape");
  await expect.poll(() => window.editorText(), PATIENCE).toContain(`modelUri: ${MODEL_URI}\n`);
}

function expectNothingHidden(text: string): void {
  for (const value of HIDDEN) expect(text).not.toContain(value);
}

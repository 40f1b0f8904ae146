// One test of a run of the Test Explorer: its file is checked, its cases are sent, and answers are shown at their lines.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { textAt, type DeployTarget, type ValuePath } from "../../domain/deploy/index.ts";
import { redact } from "../../domain/mask.ts";
import type { ClusterSession } from "../../kube/port.ts";
import type { CaseResult, CaseRun, RunTestOptions, Sender, TestOutcome } from "../../live/predict/index.ts";
import { reasonOf } from "../../ui/guard.ts";
import { FEEDBACK_IS_NOT_ALLOWED, type Addressee } from "../../ui/may-ask.ts";
import type { PredictionSecrets, SecretUse } from "../../ui/prediction-secrets.ts";
import { placesOf, toRange, type RequestServer } from "./request-source.ts";
import { originOf, toAllPredictors } from "./request-target.ts";
import { exchangeText, forTerminal } from "./result-text.ts";
import type { TestRow, TestTree } from "./test-tree.ts";

/** What a test has sent, for whoever shows answers. */
export interface SentRequest {
  readonly uri: vscode.Uri;
  /** Among all objects of the file. */
  readonly index: number;
  readonly name: string;
  /** The plain object. */
  readonly value: unknown;
  /** Absent for addresses. */
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  readonly results: readonly CaseResult[];
  readonly ask: TestOutcome["ask"];
  /** Values that no output may show. */
  readonly secrets: ReadonlySet<string>;
}

/** What a test needs of the extension. */
export interface TestMeans {
  readonly server: RequestServer;
  readonly secrets: PredictionSecrets;
  readonly tree: TestTree;
  /** Remembered for each folder, and asked for where it is not; undefined where the user chooses none. */
  targetFor(uri: vscode.Uri, namespaces: readonly string[]): Promise<DeployTarget | undefined>;
  /** Feedback is a change, which may be forbidden; asked for is one at a time. */
  mayAsk(value: unknown, addressee: Addressee): Promise<boolean>;
  /** Called when all of a test has been sent. */
  onSent(sent: SentRequest): void;
}

/** How requests get out, the same for all tests of a run. */
export interface Wire {
  /** Asks for each secret once. */
  readonly secretOf: (use: SecretUse) => Promise<string | undefined>;
  runTest(test: unknown, options: RunTestOptions): Promise<TestOutcome>;
  /** @param context absent for addresses */
  open(context: string | undefined): Promise<{ readonly session: ClusterSession | undefined; readonly sender: Sender }>;
}

/** A test with the cases of it that are to be run. */
export interface ChosenTest {
  readonly item: vscode.TestItem;
  /** Its own item where it has no cases. */
  readonly leaves: readonly vscode.TestItem[];
  /** False where single cases of it were chosen. */
  readonly isWhole: boolean;
}

/** One test of a run, from the check of its file to the results of its cases. */
export class TestExecution {
  readonly #run: vscode.TestRun;
  readonly #chosen: ChosenTest;
  readonly #means: TestMeans;
  readonly #isToAll: boolean;
  /** Results of a case that are still to come: one for each predictor. */
  readonly #awaited = new Map<vscode.TestItem, number>();
  readonly #results = new Map<vscode.TestItem, CaseResult[]>();
  readonly #items = new Map<string, vscode.TestItem>();
  readonly #used = new Set<string>();
  readonly #told = new Set<vscode.TestItem>();
  /** What is being told at the moment: places are asked for. */
  readonly #telling: Promise<void>[] = [];

  constructor(run: vscode.TestRun, chosen: ChosenTest, means: TestMeans, isToAll: boolean) {
    this.#run = run;
    this.#chosen = chosen;
    this.#means = means;
    this.#isToAll = isToAll;
  }

  async execute(wire: Wire, signal: AbortSignal): Promise<void> {
    const row = this.#means.tree.rowOf(this.#chosen.item);
    if (!row) {
      this.#fail(l10n.t("This test is no longer in its file. Refresh the tests, then run it again."));
      return;
    }
    try {
      const finding = await this.#finding(row);
      if (finding) {
        this.#fail(finding);
        return;
      }
      await this.#send(row, wire, signal);
    } catch (error) {
      this.#fail(reasonOf(error));
    }
    const { item, leaves } = this.#chosen;
    // Rows of a table have items of their own, whose results count for the test.
    const isTold = (leaf: vscode.TestItem): boolean => this.#told.has(leaf) || (leaf === item && this.#told.size > 0);
    for (const leaf of leaves) if (!isTold(leaf)) this.#run.skipped(leaf);
  }

  /** What the server has against the file: such a file is not sent. */
  async #finding({ file, test }: TestRow): Promise<vscode.TestMessage | undefined> {
    await vscode.workspace.openTextDocument(file.uri);
    const findings = await this.#means.server.problems(file.uri.toString());
    const found = findings.find(({ severity, range }) => severity === 1 && test.range.contains(toRange(range)));
    if (!found) return undefined;
    const message = new vscode.TestMessage(
      l10n.t`This test was not sent, because its file has an error: ${found.message}`,
    );
    message.location = new vscode.Location(file.uri, toRange(found.range));
    return message;
  }

  async #send(row: TestRow, wire: Wire, signal: AbortSignal): Promise<void> {
    const { uri } = row.file;
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, "..");
    const value = this.#isToAll ? toAllPredictors(row.test.value) : row.test.value;
    const url = textAt(value, "spec", "target", "url");
    const written = textAt(value, "spec", "target", "namespace");
    const target =
      url === undefined ? await this.#means.targetFor(uri, written === undefined ? [] : [written]) : undefined;
    if (url === undefined && !target) return;
    const name = textAt(value, "spec", "target", "deployment") ?? "";
    const destination =
      url === undefined
        ? l10n.t`${name} in ${written ?? target?.namespace ?? ""} of ${target?.context ?? ""}`
        : originOf(url);
    const addressee = { context: target?.context, namespace: written ?? target?.namespace, deployment: name };
    if (!(await this.#means.mayAsk(value, addressee))) {
      this.#fail(FEEDBACK_IS_NOT_ALLOWED);
      return;
    }
    const { session, sender } = await wire.open(target?.context);
    const { problems, ask } = await wire.runTest(value, {
      file: uri.fsPath,
      folder: folder.fsPath,
      session,
      namespace: target?.namespace,
      sender,
      signal,
      secrets: secret => this.#secret(wire, { folder: folder.toString(), destination, name: secret }),
      isChosen: one => this.#isChosen(one.path),
      onPlan: runs => this.#plan(runs),
      onStart: each => this.#start(this.#itemFor(each)),
      onResult: result => this.#note(row, result),
    });
    await Promise.all(this.#telling);
    for (const problem of problems) await this.#tellProblem(row, problem);
    const { name: test, index } = row.test;
    this.#means.onSent({
      ...{ uri, index, name: test, value: row.test.value, ask, secrets: this.#used },
      ...{ context: addressee.context, namespace: addressee.namespace },
      results: [...this.#results.values()].flat(),
    });
  }

  async #secret(wire: Wire, use: SecretUse): Promise<string | undefined> {
    const value = await wire.secretOf(use);
    if (value !== undefined) this.#used.add(value);
    return value;
  }

  #isChosen(at: ValuePath): boolean {
    const [, list, index] = at;
    if (list !== "cases") return list === undefined || this.#chosen.isWhole;
    const leaf = typeof index === "number" ? this.#caseItem(index) : undefined;
    return leaf !== undefined && this.#chosen.leaves.includes(leaf);
  }

  #plan(runs: readonly CaseRun[]): void {
    for (const each of runs) {
      const item = this.#itemFor(each);
      this.#awaited.set(item, (this.#awaited.get(item) ?? 0) + 1);
    }
  }

  #start(item: vscode.TestItem): void {
    this.#run.started(item);
  }

  #note(row: TestRow, result: CaseResult): void {
    const item = this.#itemFor(result);
    const results = [...(this.#results.get(item) ?? []), result];
    this.#results.set(item, results);
    this.#print(row, item, result);
    if (results.length === this.#awaited.get(item)) this.#telling.push(this.#tell(row, item, results));
  }

  #print({ test }: TestRow, item: vscode.TestItem, { request, outcome, predictor, case: one }: CaseResult): void {
    if (!request || !outcome) return;
    const who = predictor === undefined ? "" : ` [${predictor}]`;
    const name = `${test.name}${one.name === undefined ? "" : ` › ${one.name}`}${who}`;
    const text = redact(exchangeText(name, request, outcome), [...this.#used]);
    // Without a place: VS Code would write it behind the line in the editor.
    this.#run.appendOutput(forTerminal(`${text}\n`), undefined, item);
  }

  /** Once for each item, as soon as all of its results are there. */
  async #tell(row: TestRow, item: vscode.TestItem, results: readonly CaseResult[]): Promise<void> {
    if (this.#told.has(item)) return;
    this.#told.add(item);
    const duration = results.reduce((sum, { outcome }) => sum + (outcome?.latency ?? 0), 0);
    if (results.some(({ outcome }) => outcome?.kind === "failure" && outcome.reason === "cancelled")) {
      this.#run.skipped(item);
      return;
    }
    const messages = (await Promise.all(results.map(result => this.#messages(row, result)))).flat();
    if (messages.length === 0) {
      this.#run.passed(item, duration);
      return;
    }
    const isSent = results.every(({ outcome }) => outcome && !isUnsent(outcome));
    if (isSent) this.#run.failed(item, messages, duration);
    else this.#run.errored(item, messages, duration);
  }

  async #messages(row: TestRow, result: CaseResult): Promise<vscode.TestMessage[]> {
    const wrong = [
      ...result.problems.map(problem => ({ ...problem, expected: undefined, actual: undefined })),
      ...result.mismatches,
    ];
    const places = await placesOf(
      this.#means.server,
      row.file,
      row.test.index,
      wrong.map(each => each.path),
    );
    const who = this.#isAskedOfSeveral(result) && result.predictor !== undefined ? `${result.predictor}: ` : "";
    return wrong.map(({ message, expected, actual }, index) => {
      const said = redact(`${who}${message}`, [...this.#used]);
      const shown = new vscode.TestMessage(said);
      if (expected !== undefined && actual !== undefined) {
        shown.expectedOutput = expected;
        shown.actualOutput = redact(actual, [...this.#used]);
      }
      shown.location = new vscode.Location(row.file.uri, places[index] ?? row.test.nameRange);
      return shown;
    });
  }

  #isAskedOfSeveral(result: CaseResult): boolean {
    return (this.#awaited.get(this.#itemFor(result)) ?? 1) > 1;
  }

  async #tellProblem(
    row: TestRow,
    { path: place, message: text }: { path: ValuePath; message: string },
  ): Promise<void> {
    const [range] = await placesOf(this.#means.server, row.file, row.test.index, [place]);
    const message = new vscode.TestMessage(text);
    message.location = new vscode.Location(row.file.uri, range ?? row.test.nameRange);
    const [, list, index] = place;
    const item = list === "cases" && typeof index === "number" ? this.#caseItem(index) : undefined;
    this.#fail(message, item ? [item] : this.#chosen.leaves);
  }

  #fail(message: string | vscode.TestMessage, items = this.#chosen.leaves): void {
    const shown = typeof message === "string" ? new vscode.TestMessage(message) : message;
    for (const item of items) {
      if (this.#told.has(item)) continue;
      this.#told.add(item);
      this.#run.errored(item, shown);
    }
  }

  /** The same one for all that is told of a case, even where the file is read anew meanwhile. */
  #itemFor({ case: one }: CaseRun): vscode.TestItem {
    const key = `${one.path.join("/")} ${one.row ?? ""}`;
    const known = this.#items.get(key);
    if (known) return known;
    const item = this.#findItem(one);
    this.#items.set(key, item);
    return item;
  }

  #findItem(one: CaseRun["case"]): vscode.TestItem {
    const [, list, index] = one.path;
    if (list === "cases" && typeof index === "number") return this.#caseItem(index) ?? this.#chosen.item;
    if (one.row === undefined) return this.#chosen.item;
    return this.#means.tree.rowItem(this.#chosen.item, one.row, one.name);
  }

  #caseItem(index: number): vscode.TestItem | undefined {
    return this.#means.tree.caseItem(this.#chosen.item, index);
  }
}

/** Nothing of it reached the model, so that nothing is known of the model. */
function isUnsent(outcome: NonNullable<CaseResult["outcome"]>): boolean {
  return outcome.kind === "failure" && outcome.reason === "not-connected";
}

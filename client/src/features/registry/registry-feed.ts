// Tells the language server what the registry says: names for completion, and what the addresses in open documents stand for.
import * as vscode from "vscode";
import type { RegistryAddress, RegistryParams } from "../../../../schemas/src/index.ts";
import { addressesIn, registryUri } from "../../domain/registry/index.ts";
import {
  isMlflowError,
  resolveAddresses,
  type RegisteredModel,
  type ResolvedAddresses,
} from "../../live/registry/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { reasonOf } from "../../ui/guard.ts";
import { isSeldonDocument } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";
import type { ModelsSource } from "./models-source.ts";
import type { RegistryConnection } from "./registry-connection.ts";

/** What the feed needs of the language server's client. */
export interface RegistryReceiver {
  readonly state: string;
  readonly onDidChangeState: vscode.Event<string>;
  tellRegistry(params: RegistryParams): Promise<void>;
}

/** Typing settles for this long before the registry is asked, in milliseconds. */
const PACE = 600;
/** An answer is believed for this long, in milliseconds: an alias may be moved at any time. */
const FRESH = 60_000;
/** Names that completion gets, at most. */
const MOST_NAMES = 2_000;
/** Addresses of one text that are asked for, at most. */
const MOST_ADDRESSES = 50;

interface Answer {
  readonly at: number;
  readonly address: RegistryAddress;
}

interface RegistryFeedParts {
  readonly services: Services;
  readonly connection: RegistryConnection;
  readonly source: ModelsSource;
  readonly receiver: RegistryReceiver;
}

export class RegistryFeed implements vscode.Disposable {
  readonly #services: Services;
  readonly #connection: RegistryConnection;
  readonly #source: ModelsSource;
  readonly #receiver: RegistryReceiver;
  readonly #store = new DisposableStore();
  readonly #answers = new Map<string, Answer>();
  #names: readonly RegistryAddress[] = [];
  #told = "[]";
  #pending: NodeJS.Timeout | undefined;
  /** Counts servers and credentials: an answer of an earlier one is not taken. */
  #round = 0;

  constructor({ services, connection, source, receiver }: RegistryFeedParts) {
    this.#services = services;
    this.#connection = connection;
    this.#source = source;
    this.#receiver = receiver;
  }

  activate(): void {
    const look = (): void => this.#schedule();
    this.#store.add(vscode.workspace.onDidOpenTextDocument(look));
    this.#store.add(vscode.workspace.onDidChangeTextDocument(look));
    this.#store.add(vscode.window.onDidChangeActiveTextEditor(look));
    this.#store.add(vscode.window.onDidChangeWindowState(({ focused }) => focused && look()));
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(look));
    this.#store.add(
      this.#connection.onDidChange(() => {
        this.#round++;
        this.#answers.clear();
        this.#names = [];
        look();
      }),
    );
    this.#store.add(
      this.#receiver.onDidChangeState(state => {
        if (state !== "running") return;
        this.#told = "[]";
        look();
      }),
    );
    look();
  }

  dispose(): void {
    clearTimeout(this.#pending);
    this.#store.dispose();
  }

  /** For completion: aliases and newest versions of all models. */
  setModels(models: readonly RegisteredModel[]): void {
    this.#names = models.flatMap(namesOf).slice(0, MOST_NAMES);
    this.#schedule();
  }

  /** Asks anew for what a document mentions, and tells the server before it resolves. What fails is logged. */
  async know(document: vscode.TextDocument): Promise<void> {
    const uris = addressesIn(document.getText());
    for (const uri of uris) this.#answers.delete(uri);
    if (this.#connection.address !== "") await this.#ask(uris);
    await this.#tell();
  }

  #schedule(): void {
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => void this.#services.guarded("registry", () => this.#look())(), PACE);
  }

  async #look(): Promise<void> {
    if (!this.#connection.mayAskByItself) {
      await this.#tell();
      return;
    }
    const texts = vscode.workspace.textDocuments.filter(isSeldonDocument).map(document => document.getText());
    const mentioned = new Set(texts.flatMap(addressesIn));
    for (const uri of this.#answers.keys()) if (!mentioned.has(uri)) this.#answers.delete(uri);
    await this.#ask([...mentioned]);
    // Somebody types an address, which may be the first thing that the registry is needed for.
    if (this.#names.length === 0 && texts.some(text => text.includes("models:/"))) await this.#askNames();
    await this.#tell();
  }

  async #askNames(): Promise<void> {
    const round = this.#round;
    try {
      const models = await this.#source.models();
      if (round === this.#round) this.#names = models.flatMap(namesOf).slice(0, MOST_NAMES);
    } catch (error) {
      this.#warn(error);
    }
  }

  async #ask(uris: readonly string[]): Promise<void> {
    const now = Date.now();
    const wanted = uris.filter(uri => now - (this.#answers.get(uri)?.at ?? 0) > FRESH).slice(0, MOST_ADDRESSES);
    if (wanted.length === 0) return;
    const round = this.#round;
    const { answers, failures } = await this.#answersTo(wanted);
    if (round !== this.#round) return;
    for (const uri of wanted) {
      const address = answers.get(uri);
      if (address) this.#answers.set(uri, { at: now, address });
      // Nobody knows whether an answer of earlier still holds.
      else this.#answers.delete(uri);
    }
    failures.forEach(error => this.#warn(error));
  }

  async #answersTo(uris: readonly string[]): Promise<ResolvedAddresses> {
    try {
      const { store } = await this.#connection.open();
      return await resolveAddresses(store, uris, { destination: this.#connection.destination });
    } catch (error) {
      return { answers: new Map(), failures: [error] };
    }
  }

  /** The view says it where somebody looks; a manifest stays as it is linted without a registry. */
  #warn(error: unknown): void {
    const why = isMlflowError(error) ? error.reason : "failed";
    this.#services.log.warn(`The model registry was not asked for addresses of manifests (${why}): ${reasonOf(error)}`);
  }

  async #tell(): Promise<void> {
    if (this.#receiver.state !== "running") return;
    const answered = [...this.#answers.values()].map(({ address }) => address);
    const asked = new Set(answered.map(({ uri }) => uri));
    const addresses = [...answered, ...this.#names.filter(({ uri }) => !asked.has(uri))];
    const text = JSON.stringify(addresses);
    if (text === this.#told) return;
    this.#told = text;
    await this.#receiver.tellRegistry({ addresses });
  }
}

function namesOf({ name, aliases, latest }: RegisteredModel): readonly RegistryAddress[] {
  return [
    ...aliases.map(({ alias, version }) => ({ uri: registryUri(name, { alias }), version })),
    ...latest.map(({ version }) => ({ uri: registryUri(name, { version }), version })),
  ];
}

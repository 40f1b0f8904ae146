// Questions one after the other, with a way back: each is a list to pick from or a line to type, and all of it goes by keyboard.
import * as vscode from "vscode";

/** What is chosen; `back` for the question before; undefined to stop. */
export type Answer<T> = T | "back" | undefined;

export interface Progress {
  readonly title: string;
  readonly step: number;
  /** Undefined while the answers decide it. */
  readonly total: number | undefined;
}

/** A question about a growing state. */
export interface Step<S> {
  /** Questions that do not apply are passed over, in both directions. */
  readonly applies: (state: S) => boolean;
  readonly ask: (state: S, progress: Progress) => Promise<Answer<S>>;
}

/** Asks all questions that apply. Undefined where the user stops. */
export async function runSteps<S>(title: string, steps: readonly Step<S>[], first: S): Promise<S | undefined> {
  // The state before each question that was asked: what the way back leads to.
  const asked: { readonly index: number; readonly before: S }[] = [];
  let state = first;
  let index = 0;
  for (;;) {
    const step = steps[index];
    if (!step) return state;
    if (!step.applies(state)) {
      index++;
      continue;
    }
    const left = steps.slice(index).filter(other => other.applies(state)).length;
    const answer = await step.ask(state, {
      title,
      step: asked.length + 1,
      total: asked.length === 0 ? undefined : asked.length + left,
    });
    if (answer === undefined) return undefined;
    if (answer === "back") {
      const last = asked.pop();
      if (last) ({ index, before: state } = last);
    } else {
      asked.push({ index, before: state });
      state = answer;
      index++;
    }
  }
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
}

/** A list to pick from. */
export async function pick<T>(
  progress: Progress,
  { placeholder, choices, active }: { placeholder: string; choices: readonly Choice<T>[]; active?: T | undefined },
): Promise<{ readonly value: T } | "back" | undefined> {
  const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: T }>();
  picker.items = choices.map(({ value, ...item }) => ({ ...item, value }));
  picker.placeholder = placeholder;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  const preset = picker.items.find(item => item.value === active);
  if (preset) picker.activeItems = [preset];
  return await shown(picker, progress, accept => {
    const [item] = picker.selectedItems;
    if (item) accept({ value: item.value });
  });
}

/** A line to type. */
export async function typeLine(
  progress: Progress,
  { prompt, value, problem, isPassword = false }: LineOptions,
): Promise<{ readonly value: string } | "back" | undefined> {
  const input = vscode.window.createInputBox();
  input.prompt = prompt;
  input.value = value;
  input.password = isPassword;
  input.onDidChangeValue(text => (input.validationMessage = problem(text) ?? ""));
  return await shown(input, progress, accept => {
    const wrong = problem(input.value);
    if (wrong === undefined) accept({ value: input.value });
    else input.validationMessage = wrong;
  });
}

interface LineOptions {
  readonly prompt: string;
  readonly value: string;
  /** What is wrong with a text; undefined where nothing is. */
  readonly problem: (text: string) => string | undefined;
  /** Shows dots. */
  readonly isPassword?: boolean;
}

/** Shows it until something is chosen, the way back is taken, or it is left. */
async function shown<R>(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { title, step, total }: Progress,
  onAccept: (accept: (result: R) => void) => void,
): Promise<R | "back" | undefined> {
  input.title = title;
  input.step = step;
  input.totalSteps = total;
  input.ignoreFocusOut = true;
  input.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
  try {
    return await new Promise<R | "back" | undefined>(resolve => {
      input.onDidAccept(() => onAccept(resolve));
      input.onDidTriggerButton(() => resolve("back"));
      input.onDidHide(() => resolve(undefined));
      input.show();
    });
  } finally {
    input.dispose();
  }
}

/** The real VS Code for a test file: `const workbench = useWorkbench({ folder })` in a `describe`, closed at its end. */
import { openWorkbench, type Workbench, type WorkbenchOptions } from "../../scripts/editor/workbench.ts";

export { goToLine, openFile, panelOf, runCommand } from "../../scripts/editor/workbench.ts";
export { sample } from "../../scripts/paths.ts";

/** One window, with the packaged extension, for all tests of the surrounding `describe`. */
export function useWorkbench(options: WorkbenchOptions): () => Workbench {
  let workbench: Workbench | undefined;
  before(async function () {
    this.timeout(240_000); // the first run on a machine may have to install the editor and the browser
    workbench = await openWorkbench(options);
  });
  after(async function () {
    this.timeout(20_000);
    await workbench?.close();
  });
  return () => {
    if (!workbench) throw new Error("The window is there inside a test only.");
    return workbench;
  };
}

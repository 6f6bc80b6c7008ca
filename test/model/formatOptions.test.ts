/** What is written behind `format access`: a form of lines, whose variables are fields. */
import assert from "node:assert/strict";
import { Model } from "../../server/model/workspace.ts";

function analysed(format: string, where: string) {
  const model = new Model();
  model.set(
    "a.grove",
    `source web from application { files "*.log"  format ${format}  time timestamp }
     rule r { severity low  by ip  when web where ${where} }`,
  );
  return model.analysis();
}

const codes = (format: string, where: string): string[] =>
  analysed(format, where).problems.map((problem) => problem.code);

describe("the form of an access log", () => {
  const form = 'access "$remote_addr [$time_local] $status $upstream_addr"';

  it("makes fields of the variables that are none of the usual ones", () => {
    assert.deepEqual(codes(form, 'upstream_addr == "10.0.0.7:80"'), []);
    assert.deepEqual(codes("access", 'upstream_addr == "10.0.0.7:80"'), ["unknown-field"]);
  });

  it("is handed to the engine", () => {
    const [source] = analysed(form, "http.response.status_code == 404").program.sources;
    assert.deepEqual(source?.options, ["$remote_addr [$time_local] $status $upstream_addr"]);
  });

  it("needs variables, and something between them", () => {
    for (const bad of ['access "$remote_addr$status"', 'access "plain"', 'access ["a"]', 'text "$a"'])
      assert.equal(codes(bad, 'user == "a"')[0], "invalid-value", bad);
  });
});

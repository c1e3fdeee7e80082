"""A web endpoint that accepts a filled-in form and answers what is wrong with it.

一个网络接口:收一张填好的表,答出每个问题在哪一格、怎么改。

Run it with `uvicorn fastapi_endpoint:app`; run as a program it posts the example form to itself.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import FastAPI, File, HTTPException, UploadFile
from fastapi.testclient import TestClient

import rsindicators as rs

HERE = Path(__file__).parent
SUFFIXES = (".xlsx", ".csv", ".json", ".md")
LARGEST = 4_000_000

app = FastAPI(title="人社指标填报核对")


@app.post("/check")
def check(form: Annotated[UploadFile, File()], plan: str = "xuyong-14") -> dict[str, Any]:
    """The report of a form as JSON; its schema is `rs.Report.schema()`."""
    suffix = Path(form.filename or "").suffix.lower()
    data = form.file.read(LARGEST + 1)
    if suffix not in SUFFIXES or len(data) > LARGEST:
        raise HTTPException(415, f"要 {' '.join(SUFFIXES)},不超过 {LARGEST} 字节")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"form{suffix}"
        path.write_bytes(data)
        try:
            return rs.validate(path, plan=plan).to_dict()
        except rs.errors.RSIndicatorsError as error:
            raise HTTPException(422, error.line()) from error


def main() -> None:
    """Post the example form, and a file that is none."""
    client = TestClient(app)
    form = HERE / "xuyong-2023.xlsx"
    answer = client.post("/check", files={"form": (form.name, form.read_bytes())})
    report = answer.json()
    print(answer.status_code, "可以收下" if report["ok"] else "退回修改")
    for finding in report["findings"]:
        if finding["severity"] == rs.Severity.BLOCKING.value and finding["explained"] is None:
            print(finding["places"][0]["item"], finding["message"]["zh"])
    answer = client.post("/check", files={"form": ("form.xlsx", b"PK")})
    print(answer.status_code, answer.json()["detail"])


if __name__ == "__main__":
    main()

#include "tests/benchmarks/casefile.h"

#include "core/protocol/jsonreader.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

namespace inia::benchmarks {

namespace {

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return makeError(ErrorKind::Parameter, "CannotRead",
                         path.toStdString() + ": " + file.errorString().toStdString() +
                             "; run_benchmarks.py writes it");
    }
    return file.readAll();
}

} // namespace

Result<CaseFile> CaseFile::read(const QString& path)
{
    const auto text = readFile(path);
    if (!text)
        return text.error();
    auto content = parseJson(text->toStdString());
    if (!content)
        return content.error();
    CaseFile file;
    file.m_path = path;
    file.m_content = std::move(content).value();
    return file;
}

Credentials CaseFile::credentials() const
{
    const auto& keys = m_content["credentials"];
    return {keys["access_key"].text(), keys["secret_key"].text(), keys["token"].text(), {}, {}, "cases"};
}

SigningContext CaseFile::signing(const Value& benchmarkCase)
{
    SigningContext context;
    context.region = benchmarkCase["region"].text();
    context.service = benchmarkCase["signing_name"].text();
    context.s3Style = benchmarkCase["s3"].toBool();
    context.time = std::chrono::system_clock::now();
    return context;
}

Result<HttpResponse> CaseFile::response(const Value& benchmarkCase) const
{
    const auto name = QString::fromStdString(benchmarkCase["answer"].text());
    auto body = readFile(QFileInfo(m_path).dir().filePath(name));
    if (!body)
        return body.error();
    return HttpResponse{200, headersFrom(benchmarkCase["answer_headers"]), std::move(body).value(), false};
}

HttpHeaders headersFrom(const Value& headers)
{
    HttpHeaders result;
    for (const auto& [name, value] : headers.members())
        result.add(name, value.text());
    return result;
}

} // namespace inia::benchmarks

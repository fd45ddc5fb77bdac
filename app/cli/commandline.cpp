#include "app/cli/commandline.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/timestamps.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QFile>

namespace inia::cli {

namespace {

Error usageError(std::string message)
{
    return makeError(ErrorKind::Parameter, "Usage", std::move(message) + "; see inia-cli --help");
}

Result<QByteArray> readInput(const QString& argument)
{
    QFile file;
    bool open = false;
    if (argument == QStringLiteral("-")) {
        open = file.open(stdin, QIODevice::ReadOnly);
    } else {
        file.setFileName(argument.mid(1));
        open = file.open(QIODevice::ReadOnly);
    }
    if (!open)
        return usageError("cannot read " + argument.toStdString() + ": " + file.errorString().toStdString());
    return file.readAll();
}

Result<Value> parseParams(const QString& argument)
{
    QByteArray text = argument.toUtf8();
    if (argument == QStringLiteral("-") || argument.startsWith(u'@')) {
        auto read = readInput(argument);
        if (!read)
            return read.error();
        text = std::move(read).value();
    }
    auto params = parseJson({text.constData(), static_cast<std::size_t>(text.size())});
    if (!params)
        return usageError("the parameters are not JSON: " + params.error().message);
    if (!params->isMap())
        return usageError("the parameters have to be a JSON object, such as '{\"Bucket\": \"name\"}'");
    return params;
}

std::optional<std::string> optionValue(const QCommandLineParser& parser, const char* name)
{
    const QString key = QString::fromLatin1(name);
    return parser.isSet(key) ? std::optional(parser.value(key).toStdString()) : std::nullopt;
}

void addOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(QStringLiteral("Calls any operation of any AWS service."));
    parser.addPositionalArgument(QStringLiteral("call"), QStringLiteral("the command"));
    parser.addPositionalArgument(QStringLiteral("SERVICE"), QStringLiteral("such as s3"));
    parser.addPositionalArgument(QStringLiteral("OPERATION"),
                                 QStringLiteral("such as list_buckets or ListBuckets"));
    parser.addPositionalArgument(QStringLiteral("PARAMETERS"),
                                 QStringLiteral("JSON text, @file or - for standard input"),
                                 QStringLiteral("[PARAMETERS]"));
    const auto add = [&parser](const char* name, const char* description, const char* value = "") {
        parser.addOption(
            {QString::fromLatin1(name), QString::fromLatin1(description), QString::fromLatin1(value)});
    };
    add("profile", "Profile of the AWS config files to use.", "name");
    add("region", "Region to call.", "region");
    add("endpoint-url", "Server to call instead of AWS.", "url");
    add("no-sign-request", "Send the request without a signature.");
    add("paginate", "Fetch all pages and print them as one answer.");
    add("dry-run", "Print the signed request as JSON and send nothing.");
    add("parallel", "batch: this many calls at the same time (1 to 256, else 1).", "number");
    add("at", "Sign for this time (ISO 8601) instead of now.", "time");
    parser.addHelpOption();
    parser.addVersionOption();
}

Result<CallArguments> callArguments(const QCommandLineParser& parser)
{
    const QStringList words = parser.positionalArguments();
    if (words.size() < 3 || words.size() > 4)
        return usageError("'call' needs a service, an operation and at most one JSON text");
    CallArguments call;
    call.service = words[1].toStdString();
    call.operation = words[2].toStdString();
    if (words.size() == 4) {
        auto params = parseParams(words[3]);
        if (!params)
            return params.error();
        call.params = std::move(params).value();
    }
    call.profile = optionValue(parser, "profile");
    call.region = optionValue(parser, "region");
    call.endpointUrl = optionValue(parser, "endpoint-url");
    call.signRequest = !parser.isSet(QStringLiteral("no-sign-request"));
    call.paginate = parser.isSet(QStringLiteral("paginate"));
    call.dryRun = parser.isSet(QStringLiteral("dry-run"));
    if (const auto at = optionValue(parser, "at")) {
        const auto time = parseTimestamp(*at);
        if (!time)
            return usageError("--at does not understand '" + *at + "'; write 2026-01-02T03:04:05Z");
        call.at = std::chrono::system_clock::time_point(std::chrono::seconds(time->seconds));
    }
    return call;
}

Result<BatchArguments> batchArguments(const QCommandLineParser& parser)
{
    BatchArguments batch;
    const QString parallel = QStringLiteral("parallel");
    if (!parser.isSet(parallel))
        return batch;
    bool isNumber = false;
    batch.parallel = parser.value(parallel).toInt(&isNumber);
    if (!isNumber || batch.parallel < 1 || batch.parallel > 256)
        return usageError("--parallel needs a number from 1 to 256");
    return batch;
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    CommandLine result;
    if (!parser.parse(arguments))
        return usageError(parser.errorText().toStdString());
    if (parser.isSet(QStringLiteral("help"))) {
        result.text = parser.helpText();
        return result;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        result.text = QStringLiteral("inia-cli " INIA_VERSION "\n");
        return result;
    }
    const QStringList words = parser.positionalArguments();
    if (words == QStringList{QStringLiteral("batch")}) {
        auto batch = batchArguments(parser);
        if (!batch)
            return batch.error();
        result.batch = *batch;
        return result;
    }
    if (words.isEmpty() || words.first() != QStringLiteral("call")) {
        return usageError(words.isEmpty() ? "what to do? write: inia-cli call SERVICE OPERATION"
                                          : "there is no command '" + words.first().toStdString() + "'");
    }
    auto call = callArguments(parser);
    if (!call)
        return call.error();
    result.call = std::move(call).value();
    return result;
}

} // namespace inia::cli

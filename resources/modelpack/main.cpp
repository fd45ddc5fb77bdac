#include "resources/modelpack/packbuilder.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QStringList>

#include <cstdio>

namespace {

constexpr char usage[] =
    "usage: inia-modelpack MODELS DEFINITIONS OUTPUT_FOLDER\n"
    "       inia-modelpack --report MODELS DEFINITIONS\n"
    "       inia-modelpack --definitions SERVICE MODELS DEFINITIONS\n"
    "MODELS holds unpacked botocore and boto3 packages, DEFINITIONS is resources/definitions.\n";

int fail(const inia::Error& error)
{
    std::fprintf(stderr, "inia-modelpack: %s\n", error.message.c_str());
    return 1;
}

/// What is known of a service; nothing, said on stderr, when its model is broken.
inia::PackBuilder::Explorer explore(inia::DefinitionPacker& packer, const QString& service)
{
    const auto entry = packer.add(service);
    if (!entry) {
        std::fprintf(stderr, "inia-modelpack: no definitions of %s: %s\n", qPrintable(service),
                     entry.error().message.c_str());
        return {};
    }
    for (const auto& problem : entry->problems)
        std::fprintf(stderr, "inia-modelpack: %s\n", problem.c_str());
    return {entry->json, entry->roots};
}

int printDefinitions(const inia::ModelSource& source, const QString& definitions, const QString& service)
{
    const auto packer = inia::DefinitionPacker::make(source, definitions);
    if (!packer)
        return fail(packer.error());
    const auto json = explore(**packer, service).json;
    std::printf("%s\n", json.c_str());
    return json.empty() ? 1 : 0;
}

int printReport(const inia::ModelSource& source, const QString& definitions)
{
    const auto packer = inia::DefinitionPacker::make(source, definitions);
    if (!packer)
        return fail(packer.error());
    for (const auto& service : source.services())
        (void)explore(**packer, service);
    std::fputs((*packer)->report().c_str(), stdout);
    return 0;
}

int pack(const inia::ModelSource& source, const QString& definitions, const QString& output)
{
    inia::PackBuilder builder(source);
    const auto packer = inia::DefinitionPacker::make(source, definitions);
    if (!packer)
        return fail(packer.error());
    QFile commandLineTool(definitions + QStringLiteral("/cli.json"));
    const auto text = commandLineTool.open(QIODevice::ReadOnly) ? commandLineTool.readAll() : QByteArray();
    if (const auto set = builder.setCommandLineTool(text); !set)
        return fail(set.error());
    for (const auto& service : source.services()) {
        if (const auto added = builder.addService(service, explore(**packer, service)); !added)
            return fail(added.error());
    }
    if (const auto added = builder.addSharedFiles(); !added)
        return fail(added.error());
    QFile servers(definitions + QStringLiteral("/../s3servers.json"));
    const auto table = servers.open(QIODevice::ReadOnly) ? servers.readAll() : QByteArray();
    if (const auto added = builder.addDocument("s3servers", table); !added)
        return fail(added.error());
    if (const auto written = builder.write(output); !written)
        return fail(written.error());
    std::printf("packed %d services\n", builder.serviceCount());
    return 0;
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const bool isReport = arguments.value(0) == QStringLiteral("--report");
    const bool isPrint = arguments.value(0) == QStringLiteral("--definitions");
    if (arguments.size() != (isPrint ? 4 : 3)) {
        std::fputs(usage, stderr);
        return 2;
    }
    const auto source = inia::ModelSource::find(arguments[isPrint ? 2 : isReport ? 1 : 0]);
    if (!source)
        return fail(source.error());
    if (isPrint)
        return printDefinitions(*source, arguments[3], arguments[1]);
    if (isReport)
        return printReport(*source, arguments[2]);
    return pack(*source, arguments[1], arguments[2]);
}

#include "resources/modelpack/packbuilder.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include <cstdio>

namespace {

int fail(const inia::Error& error)
{
    std::fprintf(stderr, "inia-modelpack: %s\n", error.message.c_str());
    return 1;
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3) {
        std::fputs("usage: inia-modelpack FOLDER_WITH_BOTOCORE_AND_BOTO3 OUTPUT_FOLDER\n", stderr);
        return 2;
    }
    const auto source = inia::ModelSource::find(arguments[1]);
    if (!source)
        return fail(source.error());
    inia::PackBuilder builder(*source);
    for (const auto& service : source->services()) {
        if (const auto added = builder.addService(service); !added)
            return fail(added.error());
    }
    if (const auto added = builder.addSharedFiles(); !added)
        return fail(added.error());
    if (const auto written = builder.write(arguments[2]); !written)
        return fail(written.error());
    std::printf("packed %d services\n", builder.serviceCount());
    return 0;
}

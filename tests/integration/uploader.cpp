// inia-uploader FILE BUCKET KEY [POINT]: uploads a file to the S3 that the environment names and says what it
// took. POINT is a file that holds the resume point while the upload runs: one that is there is gone on from.

#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/s3/s3transfers.h"
#include "core/session/session.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QSaveFile>

#include <sys/resource.h>

#include <cstdio>

using namespace inia;

namespace {

void save(const QString& path, const Value& point)
{
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(QByteArray::fromStdString(toJson(point)));
    file.commit();
}

Value saved(const QString& path)
{
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    auto point = parseJson(file.readAll().toStdString());
    return point ? std::move(point).value() : Value();
}

double seconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Value report(const Transfer& transfer, double wall)
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    Value result = Value::map({{"wall_s", wall},
                               {"cpu_s", seconds(usage.ru_utime) + seconds(usage.ru_stime)},
                               {"peak_rss_mb", static_cast<double>(usage.ru_maxrss) / 1024}});
    if (transfer.result())
        result.insert("answer", *transfer.result());
    else
        result.insert("error", transfer.result().error().message);
    return result;
}

} // namespace

int main(int count, char** arguments)
{
    const QCoreApplication application(count, arguments);
    const QStringList given = QCoreApplication::arguments();
    auto runtime = Runtime::standard();
    if (given.size() < 4 || !runtime)
        return 2;
    const auto session = Session::create(*runtime);
    const auto client = session ? session->client("s3") : Result<Client>(session.error());
    if (!client) {
        std::fprintf(stderr, "%s\n", client.error().message.c_str());
        return 2;
    }
    const QString pointPath = given.value(4);
    const S3Transfers transfers(*client);
    const auto upload =
        transfers.upload(given.at(1), {given.at(2).toStdString(), given.at(3).toStdString(), {}});
    upload->setResumePoint(saved(pointPath));
    QElapsedTimer clock;
    clock.start();
    QObject::connect(upload.get(), &Transfer::resumePointChanged, upload.get(), [&] {
        save(pointPath, upload->resumePoint());
        std::printf("%lld\n", static_cast<long long>(upload->done()));
        std::fflush(stdout);
    });
    QObject::connect(upload.get(), &Transfer::finished, upload.get(), &QCoreApplication::quit);
    upload->start();
    QCoreApplication::exec();
    if (!pointPath.isEmpty())
        QFile::remove(pointPath);
    const Value result = report(*upload, static_cast<double>(clock.elapsed()) / 1000);
    std::printf("%s\n", toJson(result).c_str());
    return upload->result() ? 0 : 1;
}

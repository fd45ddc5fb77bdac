#include <QtCore/QBuffer>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QXmlStreamReader>
#include <QtCore/QXmlStreamWriter>
#include <QtGui/QGuiApplication>
#include <QtGui/QImageReader>
#include <QtGui/QPainter>
#include <QtSvg/QSvgRenderer>

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

// Reads a picture from stdin and writes to stdout a line of JSON that says what it is, then its points: four
// bytes each (QImage::Format_ARGB32_Premultiplied), row by row. Files come from anybody, and decoders have
// had holes: this process has little memory and time, opens no file for writing, and whoever started it needs
// nothing of it but those bytes.

namespace {

constexpr rlim_t mostMemory = rlim_t(1) << 30;
constexpr rlim_t mostSeconds = 10;
constexpr int mostMegabytes = 512; // of one picture; Qt's own limit is 128
constexpr qint64 mostPoints = 100'000'000;
constexpr qint64 mostInput = qint64(32) << 20;

void limit(__rlimit_resource_t resource, rlim_t most)
{
    const rlimit value{most, most};
    setrlimit(resource, &value);
}

void confine()
{
    limit(RLIMIT_AS, mostMemory);
    limit(RLIMIT_CPU, mostSeconds);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    if (chdir("/") != 0)
        limit(RLIMIT_NOFILE, 16);
}

int say(const QJsonObject& head, const QImage& image = {})
{
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly))
        return 1;
    out.write(QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n');
    for (int y = 0; y < image.height(); ++y)
        out.write(reinterpret_cast<const char*>(image.constScanLine(y)), qint64(image.width()) * 4);
    return out.flush() ? 0 : 1;
}

// By a code: whoever started it has the words.
int refuse(const char* why, const QSize& size = {})
{
    return say({{QStringLiteral("error"), QString::fromLatin1(why)},
                {QStringLiteral("width"), size.width()},
                {QStringLiteral("height"), size.height()}});
}

QSize within(const QSize& size, int longest)
{
    return qMax(size.width(), size.height()) > longest ? size.scaled(longest, longest, Qt::KeepAspectRatio)
                                                       : size;
}

// Without declarations, which may grow without end, and without what leads out of the document.
QByteArray harmlessSvg(const QByteArray& svg)
{
    QByteArray out;
    QXmlStreamReader reader(svg);
    QXmlStreamWriter writer(&out);
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement: {
            writer.writeStartElement(reader.namespaceUri().toString(), reader.name().toString());
            for (const auto& attribute : reader.attributes()) {
                const bool leads = attribute.name().compare(QStringLiteral("href"), Qt::CaseInsensitive) == 0;
                const QStringView value = attribute.value();
                if (!leads || value.startsWith(u'#') || value.startsWith(QStringLiteral("data:")))
                    writer.writeAttribute(attribute);
            }
            break;
        }
        case QXmlStreamReader::EndElement:
            writer.writeEndElement();
            break;
        case QXmlStreamReader::Characters:
            writer.writeCharacters(reader.text().toString());
            break;
        default:
            break;
        }
    }
    return reader.hasError() ? QByteArray() : out;
}

int decodeSvg(const QByteArray& bytes, int longest)
{
    const QByteArray svg = harmlessSvg(bytes);
    QSvgRenderer renderer(svg);
    if (svg.isEmpty() || !renderer.isValid())
        return refuse("NoSvg");
    QSize size = renderer.defaultSize();
    if (size.isEmpty())
        size = QSize(512, 512);
    QImage image(within(size.boundedTo(QSize(1 << 20, 1 << 20)), longest),
                 QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    return say({{QStringLiteral("format"), QStringLiteral("SVG")},
                {QStringLiteral("width"), size.width()},
                {QStringLiteral("height"), size.height()},
                {QStringLiteral("shownWidth"), image.width()},
                {QStringLiteral("shownHeight"), image.height()}},
               image);
}

int decodeImage(QByteArray bytes, int longest)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QString format = QString::fromLatin1(reader.format()).toUpper();
    if (format.isEmpty())
        return refuse("UnknownPicture");
    if (format.startsWith(QStringLiteral("SVG")))
        return decodeSvg(bytes, longest);
    const QSize size = reader.size();
    if (qint64(size.width()) * size.height() > mostPoints)
        return refuse("PictureTooLarge", size);
    if (size.isValid())
        reader.setScaledSize(within(size, longest));
    const int frames = reader.imageCount();
    QImage image = reader.read();
    if (image.isNull())
        return refuse(reader.error() == QImageReader::InvalidDataError ? "DamagedPicture" : "NotDecoded");
    const int depth = image.depth();
    if (qMax(image.width(), image.height()) > longest)
        image = image.scaled(within(image.size(), longest), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    image = image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    const bool isTurned = reader.transformation() & QImageIOHandler::TransformationRotate90;
    const QSize told = isTurned ? size.transposed() : size;
    return say({{QStringLiteral("format"), format},
                {QStringLiteral("width"), told.width()},
                {QStringLiteral("height"), told.height()},
                {QStringLiteral("depth"), depth},
                {QStringLiteral("frames"), frames},
                {QStringLiteral("shownWidth"), image.width()},
                {QStringLiteral("shownHeight"), image.height()}},
               image);
}

} // namespace

int main(int argc, char* argv[])
{
    confine();
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    QImageReader::setAllocationLimit(mostMegabytes);
    const int longest = qBound(16, application.arguments().value(1).toInt(), 4000);
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return 1;
    const QByteArray bytes = in.readAll();
    if (bytes.size() > mostInput)
        return refuse("FileTooLarge");
    return decodeImage(bytes, longest);
}

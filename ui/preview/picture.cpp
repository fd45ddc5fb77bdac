#include "ui/preview/picture.h"

#include "ui/theme/appearance.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtGui/QPainter>

#include <utility>

namespace inia::ui {

namespace {

constexpr int mostMilliseconds = 15'000;

Error pictureError(const char* code, const QString& message)
{
    return makeError(ErrorKind::Unsupported, code, message.toStdString());
}

Result<DecodedPicture> readPicture(const QByteArray& output)
{
    const qsizetype end = output.indexOf('\n');
    const QJsonObject head = QJsonDocument::fromJson(output.left(qMax(qsizetype(0), end))).object();
    if (head.contains(QStringLiteral("error")))
        return pictureError("NotDecoded", head.value(QStringLiteral("error")).toString());
    const auto number = [&head](const char* name) { return head.value(QLatin1String(name)).toInt(); };
    const QSize shown(number("shownWidth"), number("shownHeight"));
    const QByteArray points = output.mid(end + 1);
    if (shown.isEmpty() || points.size() != qsizetype(shown.width()) * shown.height() * 4)
        return pictureError("NotDecoded", PictureDecoding::tr("It cannot be decoded."));
    DecodedPicture picture;
    picture.image = QImage(reinterpret_cast<const uchar*>(points.constData()), shown.width(), shown.height(),
                           shown.width() * 4, QImage::Format_ARGB32_Premultiplied)
                        .copy();
    picture.format = head.value(QStringLiteral("format")).toString();
    picture.size = {number("width"), number("height")};
    picture.depth = number("depth");
    picture.frames = number("frames");
    return picture;
}

} // namespace

PictureDecoding::PictureDecoding(QByteArray bytes, int longestSide)
    : m_bytes(std::move(bytes)),
      m_longestSide(longestSide),
      m_process(new QProcess),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "The picture is being decoded."))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(mostMilliseconds);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { finish(pictureError("DecoderTimeout", tr("Decoding it takes too long."))); });
    connect(m_process, &QProcess::finished, this, &PictureDecoding::takeOutput);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(pictureError("NoDecoder", tr("The program %1 is not there.").arg(program())));
    });
}

PictureDecoding::~PictureDecoding()
{
    giveUp();
}

QString PictureDecoding::program()
{
    const QString named = qEnvironmentVariable("INIA_DECODER");
    return named.isEmpty() ? QCoreApplication::applicationDirPath() + QStringLiteral("/inia-decoder") : named;
}

void PictureDecoding::start()
{
    m_timer.start();
    m_process->setProcessChannelMode(QProcess::SeparateChannels);
    m_process->setStandardErrorFile(QProcess::nullDevice());
    m_process->start(program(), {QString::number(m_longestSide)});
    m_process->write(m_bytes);
    m_process->closeWriteChannel();
    m_bytes.clear();
}

void PictureDecoding::takeOutput()
{
    if (m_process->exitStatus() == QProcess::CrashExit || m_process->exitCode() != 0)
        finish(pictureError("NotDecoded", tr("It cannot be decoded: the decoder gave up on it.")));
    else
        finish(readPicture(m_process->readAllStandardOutput()));
}

// Nobody waits for what is killed.
void PictureDecoding::giveUp()
{
    m_timer.stop();
    QProcess* process = std::exchange(m_process, nullptr);
    if (process == nullptr)
        return;
    process->disconnect();
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->kill();
}

void PictureDecoding::cancel()
{
    if (!isFinished())
        finish(makeError(ErrorKind::Cancelled, "Cancelled", "Decoding was stopped."));
}

void PictureDecoding::finish(Result<DecodedPicture> result)
{
    if (isFinished())
        return;
    giveUp();
    m_result = std::move(result);
    end();
}

PictureView::PictureView(const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_appearance(appearance)
{
    setFocusPolicy(Qt::StrongFocus);
}

void PictureView::setPicture(QImage image, const QString& description)
{
    m_image = std::move(image);
    setAccessibleName(description);
    update();
}

void PictureView::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::Sunken));
    if (m_image.isNull())
        return;
    const int margin = theme.sizes().panelPadding;
    const QSize room = size() - QSize(2 * margin, 2 * margin);
    QSize size = m_image.size() / devicePixelRatioF();
    if (size.width() > room.width() || size.height() > room.height())
        size.scale(room, Qt::KeepAspectRatio);
    const QRect target(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size);
    if (m_image.hasAlphaChannel()) {
        painter.fillRect(target, theme.color(Token::Surface));
        painter.save();
        painter.setClipRect(target);
        const int side = theme.px(8);
        for (int y = target.top(), row = 0; y <= target.bottom(); y += side, ++row) {
            for (int x = target.left() + (row % 2) * side; x <= target.right(); x += 2 * side)
                painter.fillRect(x, y, side, side, theme.color(Token::Track));
        }
        painter.restore();
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, m_image);
}

} // namespace inia::ui

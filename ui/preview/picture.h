#pragma once

#include "core/async/task.h"
#include "core/common/result.h"

#include <QtCore/QProcess>
#include <QtCore/QTimer>
#include <QtGui/QImage>
#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;

struct DecodedPicture {
    QImage image; // at most as large as was asked for
    QString format;
    QSize size; // its own
    int depth = 0;
    int frames = 0;
};

// Has a picture decoded by inia-decoder, a process of its own: what a file does to a decoder ends there. A
// Task; it is killed after 15 s, or when nobody wants it any more.
class PictureDecoding final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PictureDecoding)

public:
    PictureDecoding(QByteArray bytes, int longestSide);
    ~PictureDecoding() override;

    void start();
    void cancel() override;
    // Valid after finished(). Fails with kind Unsupported, code NotDecoded, NoDecoder or DecoderTimeout.
    [[nodiscard]] const Result<DecodedPicture>& result() const { return m_result; }

    // Beside the program, or the one that INIA_DECODER names.
    [[nodiscard]] static QString program();
    void setTimeLimit(int milliseconds) { m_timer.setInterval(milliseconds); }

private:
    void giveUp() override;
    void takeOutput();
    void finish(Result<DecodedPicture> result);

    QByteArray m_bytes;
    int m_longestSide;
    QProcess* m_process; // goes by itself once it has ended
    QTimer m_timer;
    Result<DecodedPicture> m_result;
};

// A picture as large as there is room, never larger than it is, on a ground that shows what is transparent.
class PictureView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PictureView)

public:
    explicit PictureView(const Appearance& appearance, QWidget* parent = nullptr);

    void setPicture(QImage image, const QString& description);
    [[nodiscard]] const QImage& picture() const { return m_image; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    QImage m_image;
};

} // namespace inia::ui

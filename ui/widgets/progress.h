#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QStringList>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QLabel;

namespace inia::ui {

class Appearance;
class ElidedLabel;
class LinkButton;

// Something is under way. With ProgressLine the only thing that moves, and only while it is visible.
class Spinner final : public QWidget {
    Q_OBJECT

public:
    explicit Spinner(const Appearance& appearance, int size = 16, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(Spinner)

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    const Appearance& m_appearance;
    QBasicTimer m_timer;
    int m_size;
    int m_angle = 0;
};

// A line of 2 px along an edge: a piece of it travels while work of unknown length is under way. Keeps its
// place when idle, so that nothing moves when it starts.
class ProgressLine final : public QWidget {
    Q_OBJECT

public:
    explicit ProgressLine(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ProgressLine)

    [[nodiscard]] bool isRunning() const { return m_running; }
    void setRunning(bool running);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    const Appearance& m_appearance;
    QBasicTimer m_timer;
    bool m_running = false;
    qreal m_position = 0.25; // of the way, 0 to 1
};

// What a status line says about the list above it.
struct StatusFacts {
    enum class Mark : quint8 { None, Busy, Warning, Denied };

    Mark mark = Mark::None;
    QString count;     // "3,000 loaded, more": the count and how complete it is, in one phrase
    QStringList facts; // "3 requests", "0.6 s"
    bool canLoadMore = false;
    bool canLoadAll = false;
    bool canCancel = false;

    bool operator==(const StatusFacts&) const = default;
};

// The honest line under a list: count and completeness first, then what it cost, then what one can do. The
// selection stands at the right and changes on its own.
class StatusLine final : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(StatusLine)

    void setFacts(const StatusFacts& facts);
    void setSelectionText(const QString& text); // "1 selected, 48.2 MB"
    // What has just been done, for a while in place of the selection: "Done: Stop instance web-01".
    void showNotice(const QString& text);

signals:
    void loadMoreRequested();
    void loadAllRequested();
    void cancelRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateMark();
    void updateRight();

    const Appearance& m_appearance;
    StatusFacts m_facts;
    QString m_selectionText;
    QString m_notice;
    QTimer m_noticeTimer;
    Spinner* m_spinner;
    QLabel* m_mark;
    ElidedLabel* m_count;
    ElidedLabel* m_dim;
    LinkButton* m_loadMore;
    LinkButton* m_loadAll;
    LinkButton* m_cancel;
    ElidedLabel* m_selection;
};

} // namespace inia::ui

#pragma once

#include "ui/delegates/rowdelegate.h"
#include "ui/models/roles.h"
#include "ui/theme/theme.h"

#include <QtCore/QRect>

class QPainter;

namespace inia::ui {

// A round instant of a time axis: where it stands and what it is called, counted from the axis' origin.
struct TimeTick {
    int x = 0;
    QString label;
};

// Maps a stretch of time to pixels. The header and the rows of a waterfall column make theirs from the same
// range and the same width, and so agree.
class TimeScale final {
public:
    TimeScale(TimeRange range, int left, int width);

    [[nodiscard]] qreal x(qint64 us) const;
    // Ticks at 1, 2, 4 or 5 times a power of ten, far enough apart for their labels.
    [[nodiscard]] QList<TimeTick> ticks(const Theme& theme) const;
    [[nodiscard]] bool isValid() const { return m_range.toUs > m_range.fromUs && m_width > 0; }

private:
    [[nodiscard]] qint64 step(int apart) const;

    TimeRange m_range;
    int m_left;
    int m_width;
};

[[nodiscard]] Token phaseToken(Phase phase);

// Draws a row's attempts into `cell`: set-up phases as a thin line, wait and download as bars, backoff
// dotted. `attempt` = the row is a single attempt, whose bars are thinner.
void drawTimeline(QPainter& painter, const QRect& cell, const Theme& theme, const TimeScale& scale,
                  const Timeline& timeline, bool attempt);
void drawTimeGrid(QPainter& painter, const QRect& cell, const Theme& theme, const TimeScale& scale);

// Rows of the inspector's list, 24 px: one call, or one of its attempts (NodeKind::Attempt) below it. Normal
// is plain text; only a retry, a failure and a call that is still running are marked.
class CallDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit CallDelegate(const Appearance& appearance, QObject* parent = nullptr, int rowHeight = 24);
    Q_DISABLE_COPY_MOVE(CallDelegate)

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintOperation(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                        const QRect& room) const;
    void paintStatus(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                     const QRect& room) const;
    void paintFigureCell(QPainter& painter, const QModelIndex& index, const QRect& room,
                         ColumnKind kind) const;
    void paintWaterfall(QPainter& painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const;
};

} // namespace inia::ui

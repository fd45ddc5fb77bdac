#pragma once

#include <QtWidgets/QWidget>

class QAbstractItemModel;

namespace inia::benchmarks {

/// The window's table on a model, shown. Needs a QApplication.
class AttachedView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AttachedView)
public:
    explicit AttachedView(QAbstractItemModel& model);

    /// The table was drawn while it had rows.
    [[nodiscard]] bool hasShownRows() const { return m_hasShownRows; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAbstractItemModel& m_model;
    bool m_hasShownRows = false;
};

} // namespace inia::benchmarks

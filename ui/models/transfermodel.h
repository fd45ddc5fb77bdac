#pragma once

#include "core/common/clock.h"
#include "core/transfer/transferqueue.h"
#include "ui/models/keyvaluemodel.h"
#include "ui/models/roles.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QString>
#include <QtCore/QTimer>

#include <chrono>
#include <map>
#include <set>

namespace inia {

struct TransferJob;

} // namespace inia

namespace inia::ui {

/// "812 B", "48.2 MB": three significant digits, units of 1024.
[[nodiscard]] QString byteText(qint64 bytes);
/// "8 s", "3 min", "2 h 05 min": how long something will still take, no more exact than it can be known.
[[nodiscard]] QString remainingText(qint64 seconds);
/// All about one job: from where, where to, what failed.
[[nodiscard]] std::vector<KeyValueSection> transferFacts(const TransferJob& job);

/// The transfers panel's rows: one for each job of a TransferQueue. Follows the queue; changes are gathered
/// and told at most ten times a second, whatever the number of files.
class TransferModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransferModel)
public:
    enum Column {
        NameColumn,
        ProgressColumn,
        SizeColumn,
        SpeedColumn,
        TimeLeftColumn,
        StateColumn,
        SessionColumn,
        ColumnCount
    };
    enum Role : int {
        FractionRole = Qt::UserRole + 200, ///< double 0 ... 1; negative while nobody knows
        JobStateRole,                      ///< TransferJob::State as int
        JobIdRole,                         ///< qulonglong
    };

    /// `queue` outlives the model.
    TransferModel(TransferQueue& queue, std::shared_ptr<const Clock> clock, QObject* parent = nullptr);
    ~TransferModel() override;

    [[nodiscard]] const TransferJob& job(int row) const { return m_queue.at(row); }
    /// Bytes a second over the last seconds; 0 when nothing moves.
    [[nodiscard]] double speed(quint64 job) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// Some numbers or states are others now.
    void refreshed();

private:
    struct Meter {
        qint64 bytes = 0;
        std::chrono::system_clock::time_point at;
        double speed = 0;
    };

    void flush();
    void measure(const TransferJob& job);
    [[nodiscard]] QVariant text(const TransferJob& job, int column) const;
    [[nodiscard]] QString stateText(const TransferJob& job) const;
    [[nodiscard]] QString sizeText(const TransferJob& job) const;
    [[nodiscard]] double fraction(const TransferJob& job) const;
    [[nodiscard]] qint64 secondsLeft(const TransferJob& job) const;

    TransferQueue& m_queue;
    int m_rows = 0; ///< the queue is ahead while rows come and go
    std::shared_ptr<const Clock> m_clock;
    QTimer m_timer;
    std::set<quint64> m_changed;
    std::map<quint64, Meter> m_meters;
};

} // namespace inia::ui

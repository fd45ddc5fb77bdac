#pragma once

#include "core/dynamodb/batchwriter.h"
#include "ui/items/itemtable.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <memory>
#include <vector>

namespace inia::ui {

class Appearance;
class ChangeGate;
class ConfirmDialog;
class JobDialog;

// Deletes items of one table: asks, shows how far it has come, and can be given up. Deletes itself in the
// end; dropping it ends the call under way.
class ItemDeletion final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemDeletion)

public:
    // At least one key. `gate` and `window` outlive it.
    ItemDeletion(const Appearance& appearance, const ChangeGate& gate, ItemTable table,
                 std::vector<dynamodb::NativeValue> keys, QWidget* window, QObject* parent);
    ~ItemDeletion() override;

    void start();
    [[nodiscard]] ConfirmDialog* question() const;
    [[nodiscard]] JobDialog* progress() const;

signals:
    // These are not in the table any more; comes at most once.
    void deleted(const std::vector<inia::dynamodb::NativeValue>& keys);
    void finished(const QString& text); // a good end that no dialog tells
    void showCallRequested(quint64 callId);
    void copyRequested(const QString& text);

private:
    void run();
    void makeProgress();
    void feed();
    void countWritten();
    void end();
    void cancel();
    void tellDeleted();

    const Appearance& m_appearance;
    const ChangeGate& m_gate;
    ItemTable m_table;
    std::vector<dynamodb::NativeValue> m_keys;
    QWidget* m_window;
    QPointer<ConfirmDialog> m_question;
    QPointer<JobDialog> m_progress;
    Owned<dynamodb::BatchWriter> m_writer;
    std::size_t m_fed = 0;     // keys the writer was given
    std::vector<bool> m_done;  // by key
    std::size_t m_settled = 0; // keys before this one are all done
};

} // namespace inia::ui

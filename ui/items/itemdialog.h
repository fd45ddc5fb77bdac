#pragma once

#include "core/common/error.h"
#include "core/dynamodb/nativevalue.h"
#include "core/dynamodb/tableschema.h"
#include "ui/dialogs/confirmdialog.h"

#include <optional>

namespace inia::ui {

class ItemEditor;
class TextLabel;

// Where an item is written, and the leave to store it is given. Stays open while it is stored, so that the
// text is still there when that fails: the owner tells how it goes and closes it in the end.
class ItemDialog final : public ConfirmDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemDialog)

public:
    ItemDialog(const Appearance& appearance, const Confirmation& confirmation,
               const dynamodb::TableSchema& schema, QWidget* parent = nullptr);

    [[nodiscard]] ItemEditor* editor() const { return m_editor; }
    void setItem(const dynamodb::NativeValue& item);
    // A quiet line above the text; empty for none.
    void setNote(const QString& text);
    // Something is under way: what, in words. The text cannot be edited then; Cancel gives it up.
    void setBusy(const QString& what);
    void setIdle();
    void showProblem(const QString& text);
    // Somebody else has changed the item: shows what is stored now, which storing this text would change, or
    // that the item is gone.
    void showConflict(const std::optional<dynamodb::NativeValue>& newer);
    // The text can only be looked at.
    void forbid();

public slots:
    // Asks once more when the text was edited.
    void reject() override;

signals:
    // The text is an item that fits the table, and storing it was asked for.
    void submitted(const inia::dynamodb::NativeValue& item);
    void cancelRequested(); // of what is under way
    // The text was replaced by what showConflict() had told.
    void newerTaken();

protected:
    void confirm() override;

private:
    void build();
    [[nodiscard]] QWidget* buildConflict();
    void endConflict();
    void refreshButtons();

    QString m_verb; // on the button, with the session's name
    QString m_profile;
    ItemEditor* m_editor;
    TextLabel* m_note;
    QWidget* m_conflict = nullptr;
    TextLabel* m_conflictText = nullptr;
    QWidget* m_takeNewer = nullptr;
    ItemEditor* m_newerText;
    std::optional<dynamodb::NativeValue> m_newer;
    bool m_isBusy = false;
    bool m_isForbidden = false;
    bool m_hasAskedToDiscard = false;
};

} // namespace inia::ui

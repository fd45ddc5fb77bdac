#pragma once

#include "core/common/result.h"
#include "core/dynamodb/itemrequests.h"
#include "core/dynamodb/itemtext.h"
#include "core/dynamodb/nativevalue.h"
#include "ui/dialogs/confirmdialog.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>

class QPlainTextEdit;

namespace inia::ui {

class Appearance;
class SegmentedControl;
class TextLabel;

// An item of a DynamoDB table as text that can be edited, in one of two ways of writing it. Says what is
// wrong with it, and where, while one types.
class ItemEditor final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemEditor)

public:
    // `schema` has the keys that an item is checked against.
    ItemEditor(const Appearance& appearance, dynamodb::TableSchema schema, QWidget* parent = nullptr);

    // The text anew, as if nobody had edited it.
    void setItem(const dynamodb::NativeValue& item);
    // Nothing when the text is no item for this table; then that is said, with the cursor there.
    [[nodiscard]] std::optional<dynamodb::NativeValue> item();
    [[nodiscard]] bool isEdited() const;
    // What else keeps the item from being written.
    void showProblem(const QString& text);
    void setBusy(bool busy);

    // The choice between the two ways; for the owner to place.
    [[nodiscard]] SegmentedControl* forms() const { return m_forms; }
    [[nodiscard]] QPlainTextEdit* text() const { return m_text; }
    [[nodiscard]] dynamodb::ItemForm form() const { return m_form; }

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void edited();

private:
    [[nodiscard]] std::optional<dynamodb::NativeValue> read(bool moveCursor);
    void chooseForm(dynamodb::ItemForm form);
    void forgetProblem();
    void mark(int line);

    const Appearance& m_appearance;
    dynamodb::TableSchema m_schema;
    dynamodb::ItemForm m_form = dynamodb::ItemForm::Plain;
    SegmentedControl* m_forms;
    QPlainTextEdit* m_text;
    TextLabel* m_problem;
    QTimer m_checkTimer;
    bool m_isFilling = false; // the text changes, and nobody has edited it
};

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

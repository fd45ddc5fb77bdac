#pragma once

#include "ui/forms/formfields.h"

#include <QtWidgets/QWidget>

#include <memory>
#include <string>
#include <vector>

class QPlainTextEdit;
class QStackedLayout;
class QVBoxLayout;

namespace inia::ui {

class FoldHeader;
class SegmentedControl;
class TextLabel;

// One member of a structure: its name, the word "required", the model's type at the right, the field below,
// why its value does not do below that, and what it means beside it. Members with values inside fold.
class FormRow final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FormRow)

public:
    // `structure` is the shape that has the member, for its documentation.
    FormRow(const FormContext& context, std::string_view structure, const std::string& name,
            const Shape& shape, bool required, QWidget* parent);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] FormField* field() const { return m_field; }
    // Opens a row that folds.
    void open();
    // A row that gets a value opens.
    void setValue(const Value& value);

    // False, with the words shown, when what was typed is no value.
    bool check();
    void showProblem(const QString& path, const QString& text);
    void clearProblems();

signals:
    void edited();

private:
    void buildPlain(const FormContext& context, const Shape& shape, bool required, const QString& docs);
    void buildFolding(const FormContext& context, const Shape& shape, bool required, const QString& docs);
    void setError(const QString& text);
    void updateNote();

    std::string m_name;
    QString m_type;
    bool m_required;
    FormField* m_field;
    FoldHeader* m_fold = nullptr;
    QWidget* m_inside = nullptr;
    TextLabel* m_error;
};

// The members of a structure, one row each: required ones first, then the others behind one row that says
// how many there are. Rows are made when the structure is opened, those behind that row when it is.
class StructureField final : public FormField {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StructureField)

public:
    // Which members are asked for.
    struct Members {
        Shape shape;
        std::vector<std::string> names; // required ones first
        std::size_t requiredCount = 0;

        [[nodiscard]] static Members of(const Shape& shape);
    };

    // `context` outlives the field.
    StructureField(const FormContext& context, Members members, bool required, QWidget* parent);

    [[nodiscard]] Value value() const override;
    void setValue(const Value& value) override;
    [[nodiscard]] QString problem() const override;
    bool showProblem(const QString& path, const QString& text) override;
    void clearProblems() override;
    [[nodiscard]] bool folds() const override { return true; }
    [[nodiscard]] QString note() const override;
    void open() override;

    // Shows where something that was typed is no value; false then.
    bool check();
    // The first field, for the keyboard; null when there is none.
    [[nodiscard]] QWidget* firstField() const;

private:
    void addRow(const std::string& name, bool required, QVBoxLayout* layout);
    void openRest();
    [[nodiscard]] FormRow* row(const std::string& name) const;

    const FormContext& m_context;
    Members m_members;
    bool m_required;
    bool m_isOpen = false;
    Value m_pending; // set while not open, or of members without a row
    std::vector<FormRow*> m_rows;
    QVBoxLayout* m_layout;
    FoldHeader* m_restHead = nullptr;
    QWidget* m_rest = nullptr;
};

// Parameters as a form, made from their shape alone, or as JSON: the same value either way. Fields stand in
// a scroll area; the owner places modes().
class ShapeForm final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ShapeForm)

public:
    enum class Mode : quint8 { Form, Json };

    // `docs` may be null: then nothing is said about members.
    ShapeForm(const Appearance& appearance, StructureField::Members members,
              std::shared_ptr<const Document> docs, QWidget* parent = nullptr);

    // Members that are set without being asked for; only check() looks at them.
    void setFilled(Value filled) { m_filled = std::move(filled); }
    // Only what was set, an empty map when nothing was. JSON that is none gives what it was before.
    [[nodiscard]] Value value() const;
    void setValue(const Value& value);
    // Checks by the model's rules, shows each problem at its field and what belongs to none of them below.
    // False when there is any.
    bool check();
    [[nodiscard]] int problemCount() const { return m_problemCount; }

    [[nodiscard]] Mode mode() const;
    // JSON that is none keeps the mode and says why.
    void setMode(Mode mode);
    // The switch between form and JSON; this form's.
    [[nodiscard]] QWidget* modes() const;
    void focusFirst();

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void edited();

private:
    void build();
    [[nodiscard]] bool takeJson();
    void showProblem(const QString& path, const QString& text);

    FormContext m_context;
    Shape m_shape;
    Value m_filled = Value::emptyMap();
    int m_problemCount = 0;
    Mode m_mode = Mode::Form;
    StructureField* m_fields;
    QPlainTextEdit* m_json;
    SegmentedControl* m_modes;
    QStackedLayout* m_pages;
    TextLabel* m_problems;
};

} // namespace inia::ui

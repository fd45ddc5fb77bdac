#pragma once

#include <QtCore/QString>
#include <QtWidgets/QWidget>

#include <chrono>
#include <string>

class QLineEdit;

namespace inia::ui {

class Appearance;
class Button;
class ChoiceBox;
class SegmentedControl;

// What is asked of a log: searched in a range of time, followed from now on, or a query of Logs Insights.
class LogBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogBar)

public:
    enum class Mode : quint8 { Search, Follow, Insights };

    explicit LogBar(const Appearance& appearance, QWidget* parent = nullptr);

    [[nodiscard]] Mode mode() const;
    void setMode(Mode mode); // does not emit
    // A filter pattern, or the query.
    [[nodiscard]] std::string text() const;
    void setPattern(const QString& pattern);
    [[nodiscard]] std::chrono::seconds range() const;
    [[nodiscard]] QString rangeText() const;
    // The next range that is longer, in words; null for the longest.
    [[nodiscard]] QString longerRange() const;
    // Takes that one, and runs.
    void widen();
    void setRunning(bool running);
    [[nodiscard]] QLineEdit* field() const { return m_text; }

signals:
    void runRequested(); // or another mode was chosen that runs by itself
    void stopRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void followMode();

    const Appearance& m_appearance;
    SegmentedControl* m_modes;
    ChoiceBox* m_range;
    QLineEdit* m_text;
    Button* m_run;
    Button* m_stop;
    QString m_pattern;
    QString m_query;
    Mode m_shown = Mode::Search; // whose text stands in the field
};

} // namespace inia::ui
